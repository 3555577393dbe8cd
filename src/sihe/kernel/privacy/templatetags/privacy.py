"""`{% first_contact %}`: what a resident is told before leaving personal data."""

from typing import Any

from django import template

from sihe.kernel.privacy.queries import days_kept

register = template.Library()


@register.inclusion_tag("privacy/first_contact.html")
def first_contact(office: str = "", phone: str = "", kind: str = "matter") -> dict[str, Any]:
    """Say who collects, what for, how long it is kept and whom to ask (PIPL art. 17).

    office: name of the office that collects. phone: of that office. kind: of record, for the period.
    """
    days = days_kept(kind)
    years, rest = divmod(days or 0, 365)
    return {"office": office, "phone": phone, "days": days, "years": 0 if rest else years}
