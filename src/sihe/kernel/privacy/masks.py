"""What is shown of a personal field before it is revealed."""


def phone(text: str) -> str:
    """Show 138****1234 of a mobile number; of a shorter one its last two digits; of a few digits none."""
    if len(text) >= 11:
        return f"{text[:3]}****{text[-4:]}"
    if len(text) >= 4:
        return "****" + text[-2:]
    return "****" if text else ""


def name(text: str) -> str:
    """Show the family name only: 王**."""
    return text[:1] + "*" * max(len(text) - 1, 1) if text else ""


def id_number(text: str) -> str:
    """Show the last four characters of an identity number; of anything shorter none."""
    if not text:
        return ""
    return "*" * 14 + (text[-4:] if len(text) >= 15 else "****")
