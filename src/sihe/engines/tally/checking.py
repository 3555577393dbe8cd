"""From a JSON document to cases, with every fault named: what a person wrote is not trusted.

The format is docs/reference/tally.md. A case with a fault is not made; all faults of a document are
found in one reading.
"""

from __future__ import annotations

from typing import Final

from sihe.engines.tables import Fields, Notes, as_text
from sihe.engines.tally import problem
from sihe.engines.tally.law import CIVIL_CODE, ELECTION_ITEM
from sihe.engines.tally.problem import Ballot, Case, Marks, Policy, Proxy, Scope, Unit, voter_key
from sihe.engines.tally.voters import left_out

DECIDED_MARKS: Final = {choice: ((problem.ONE_MATTER, choice),) for choice in problem.CHOICES}
PLAIN_UNIT: Final = frozenset({"id", "area", "owners", "kind", "state", "building"})
PLAIN_BALLOT: Final = frozenset({"voter", "choice", "channel"})
AREAS: Final = {f"area_{source}": source for source in problem.AREA_SOURCES}
OPTIONS: Final = frozenset(
    "nonvote delivered clause notice parking parking_clause merge merge_clause void_participates void_clause "
    "revote proxy_limit window scope".split()
)


def cases(given: object, file: str) -> tuple[list[Case], bool]:
    """The cases of a document, and whether it holds several. Raises Refused with all faults."""
    notes = Notes(file)
    whole = Fields(given, notes)
    notes.check()
    several = whole.has("cases")
    listed = list(whole.items("cases")) if several else [whole]
    if several and not listed and not notes.faults:
        whole.wrong("cases", [], "list-with-items")
    found = [_case(one) for one in listed]
    notes.check()
    return [case for case in found if case is not None], several


def _case(given: Fields) -> Case | None:
    before = len(given.notes.faults)
    kind = given.one_of("kind", problem.KINDS, problem.DECISION)
    item = _item(given, kind)
    units = _units(given)
    if len(given.notes.faults) > before:
        return None  # who the voters are is not known: faults of ballots would mislead
    known = _written(units)
    policy = _policy(given, known, {unit.id for unit in units})
    candidates, seats, most = _candidacy(given) if kind == problem.ELECTION else ((), 0, 0)
    ballots = _ballots(given, kind, known, frozenset(candidates))
    subject = _subject(given, units) if kind == problem.UNANIMOUS else ""
    interested = _keys(given, "interested", known) if kind == problem.UNANIMOUS else frozenset()
    if len(given.notes.faults) > before:
        return None
    case = Case(
        tuple(units), tuple(ballots), item, kind, policy,
        name=given.text("name", "") if given.given.get("name") else "",
        candidates=candidates, seats=seats, most=most, subject=subject, interested=interested,
    )  # fmt: skip
    if kind != problem.UNANIMOUS and all(left_out(unit, policy) for unit in units):
        given.wrong("units", list(units), "votable-part")
        return None
    return case


def _item(given: Fields, kind: str) -> int:
    if kind == problem.DECISION:
        return given.integer("matter", least=min(CIVIL_CODE.items), most=max(CIVIL_CODE.items))
    if kind == problem.ELECTION:
        return given.integer("matter", ELECTION_ITEM, least=ELECTION_ITEM, most=ELECTION_ITEM)
    return 0


def _units(given: Fields) -> list[Unit]:
    units: list[Unit] = []
    seen: set[str] = set()
    for row, value in enumerate(given.listed("units"), start=1):
        unit = _plain_unit(value)
        if unit is not None and unit.id not in seen:
            seen.add(unit.id)
            units.append(unit)
            continue
        if (one := given.item("units", row, value)) is None:
            continue
        before = len(given.notes.faults)
        name = one.text("id")
        if name in seen:
            one.wrong("id", name, "unique")
        seen.add(name)
        area, source = _area(one)
        state = one.one_of("state", problem.STATES, problem.HANDED_OVER)
        owners = _owners(one, state)
        kind = one.one_of("kind", problem.PART_KINDS, "house")
        building = one.text("building") if one.has("building") else ""
        entrance = one.text("entrance") if one.has("entrance") else ""
        if len(given.notes.faults) == before:
            units.append(Unit(name, area, owners, kind, state, building, entrance, source))
    if not units and not given.notes.faults:
        given.wrong("units", [], "list-with-items")
    return units


def _plain_unit(value: object) -> Unit | None:
    """A part that is written as most are, in a fifth of the time; None: to be read value by value."""
    if type(value) is not dict or not value.keys() <= PLAIN_UNIT:
        return None
    name, area, owners = value.get("id"), value.get("area"), value.get("owners")
    building = value.get("building", "")
    if type(area) is not int or area <= 0 or type(owners) is not list or not 0 < len(owners) < 3:
        return None
    for text in (name, *owners, building if "building" in value else name):
        if type(text) is not str or not text or not text.isprintable() or text.isspace():
            return None
    odd = any(problem.JOIN in owner or owner == problem.DEVELOPER for owner in owners)
    kind = value.get("kind", "house")
    if odd or kind not in problem.PART_KINDS or len(set(owners)) < len(owners):
        return None
    handed_over = value.get("state", problem.HANDED_OVER) == problem.HANDED_OVER
    return Unit(str(name), area, tuple(owners), kind, building=building) if handed_over else None


def _area(one: Fields) -> tuple[int, str]:
    """The area and where it is from: the register before the survey before the contract."""
    areas = [name for name in AREAS if one.given.get(name) is not None]
    if not areas:
        source = one.one_of("area_source", problem.AREA_SOURCES, "")
        return one.integer("area", least=1), source
    if one.has("area"):
        one.wrong(areas[0], one.given[areas[0]], "one-area")
    read = [one.integer(name, least=1) for name in areas]
    return read[0], AREAS[areas[0]]


def _owners(one: Fields, state: str) -> tuple[str, ...]:
    if state != problem.HANDED_OVER:  # the developer votes, whoever is named
        return ()
    owners = one.texts("owners")
    for owner in owners:
        if problem.JOIN in owner or owner == problem.DEVELOPER:
            one.wrong(
                "owners", owner, f"name-without-{problem.JOIN}-other-than-{problem.DEVELOPER}"
            )
    if one.given.get("owners") == []:
        one.wrong("owners", [], "list-with-items")
    return tuple(owners)


def _written(units: list[Unit]) -> dict[str, str]:
    """The keys of all voters, also as their part has them written, -> the key."""
    found = {problem.DEVELOPER: problem.DEVELOPER}
    for unit in units:
        key = unit.key
        found[key] = key
        if len(unit.owners) > 1:
            found[problem.JOIN.join(unit.owners)] = key
    return found


def _key(text: str, known: dict[str, str]) -> str | None:
    return known.get(text) or known.get(voter_key(text.split(problem.JOIN)))


def _keys(given: Fields, name: str, known: dict[str, str]) -> frozenset[str]:
    found = set()
    for text in given.texts(name, needed=False):
        key = _key(text, known)
        if key is None:
            given.wrong(name, text, "owners-of-a-unit")
        else:
            found.add(key)
    return frozenset(found)


def _subject(given: Fields, units: list[Unit]) -> str:
    name = given.text("subject")
    found = next((unit for unit in units if unit.id == name), None)
    if found is None or found.kind != "house":
        given.wrong("subject", name, "id-of-a-house")
    elif not found.building:
        given.wrong("subject", name, "unit-with-building")
    return name


def _candidacy(given: Fields) -> tuple[tuple[str, ...], int, int]:
    candidates = given.texts("candidates")
    if not candidates and given.given.get("candidates") == []:
        given.wrong("candidates", [], "list-with-items")
    seats = given.integer("seats", least=1)
    return tuple(candidates), seats, given.integer("most", seats, least=1)


def _policy(given: Fields, known: dict[str, str], units: set[str]) -> Policy:
    one = given.fields("options")
    window, scope = one.fields("window"), one.fields("scope")
    opens, closes = window.instant("from"), window.instant("until")
    if opens is not None and closes is not None and closes < opens:
        window.wrong("until", closes, "time>=from")
    limit = one.integer("proxy_limit", 0, least=1) if one.has("proxy_limit") else None
    named = frozenset(scope.texts("units", needed=False))
    for name in sorted(named - units):
        scope.wrong("units", name, "id-of-a-unit")
    return Policy(
        nonvote=one.one_of("nonvote", problem.READINGS, problem.STRICT),
        delivered=_keys(one, "delivered", known),
        clause=one.text("clause", ""), notice=one.text("notice", ""),
        parking=one.flag("parking", False), parking_clause=one.text("parking_clause", ""),
        merge=one.one_of("merge", problem.MERGES, problem.IDENTICAL),
        merge_clause=one.text("merge_clause", ""),
        void_participates=one.flag("void_participates", False),
        void_clause=one.text("void_clause", ""),
        revote=one.one_of("revote", problem.REVOTES, problem.NO_REVOTE),
        proxy_limit=limit, opens=opens, closes=closes,
        scope=Scope(scope.text("building", ""), scope.text("entrance", ""), named),
        ignored=tuple(sorted(name for name in one.given if name not in OPTIONS)),
    )  # fmt: skip


def _ballots(
    given: Fields, kind: str, known: dict[str, str], candidates: frozenset[str]
) -> list[Ballot]:
    ballots: list[Ballot] = []
    seen: set[str] = set()
    plain = DECIDED_MARKS if kind != problem.ELECTION else {}
    for row, value in enumerate(given.listed("ballots"), start=1):
        if type(value) is dict and value.keys() <= PLAIN_BALLOT:
            key, choice = value.get("voter"), value.get("choice")
            channel = value.get("channel", "paper")
            texts = type(key) is str and type(choice) is str and channel in problem.CHANNELS
            if texts and key in known and choice in plain:
                ballots.append(Ballot(known[key], plain[choice], channel=channel))
                continue
        if (one := given.item("ballots", row, value)) is None:
            continue
        name = one.text("id") if one.has("id") else ""
        if name and name in seen:
            one.wrong("id", name, "unique")
        seen.add(name)
        written = one.text("voter")
        key = _key(written, known)
        if key is None and written:
            one.wrong("voter", written, "owners-of-a-unit")
        marks, several = _election(one, candidates) if kind == problem.ELECTION else _choice(one)
        ballots.append(_full(one, key or "", marks, several, name))
    return ballots


def _full(one: Fields, key: str, marks: Marks | None, several: bool, name: str) -> Ballot:
    proxy = _proxy(one) if one.has("proxy") else None
    role = one.one_of("role", problem.ROLES, problem.PROXY if proxy else problem.OWNER)
    return Ballot(
        key, marks, several, name, one.one_of("channel", problem.CHANNELS, "paper"), role,
        one.instant("time"), one.flag("signed", True), one.flag("identified", True),
        one.text("void", ""), proxy,
    )  # fmt: skip


def _choice(one: Fields) -> tuple[Marks | None, bool]:
    """A decision: one word; null or "" chose nothing, a list of different words chose too much."""
    value = one.given.get("choice") if one.has("choice") else False
    if isinstance(value, str) and value in DECIDED_MARKS:
        return DECIDED_MARKS[value], False
    if value is None or value == "":
        return None, False
    if isinstance(value, list) and all(isinstance(x, str) and x in DECIDED_MARKS for x in value):
        chosen = sorted(set(value))
        return (DECIDED_MARKS[chosen[0]] if len(chosen) == 1 else None), len(chosen) > 1
    one.wrong("choice", one.given.get("choice", "nothing"), "|".join(problem.CHOICES))
    return None, False


def _election(one: Fields, candidates: frozenset[str]) -> tuple[Marks | None, bool]:
    """An election: a list of those agreed to, or an object candidate: choice; empty chose nothing."""
    value = one.given.get("choice", False)
    if value is None or value == "":
        return None, False
    marks: dict[str, str] = {}
    if isinstance(value, list):
        names = [as_text(name) for name in value]
        marks = {name: problem.AGREE for name in names if name is not None}
        if len(marks) != len(value):
            one.wrong("choice", value, "unique")
    elif isinstance(value, dict):
        for name, choice in value.items():
            if choice in problem.CHOICES:
                marks[name] = choice
            else:
                one.wrong(f"choice.{name}", choice, "|".join(problem.CHOICES))
    else:
        one.wrong("choice", one.given.get("choice", "nothing"), "list|object")
    for name in sorted(marks.keys() - candidates):
        one.wrong("choice", name, "candidate")
    if not marks:
        return None, False
    return tuple(sorted((n, c) for n, c in marks.items() if c != problem.ABSTAIN)), False


def _proxy(one: Fields) -> Proxy:
    given = one.fields("proxy")
    items = given.given.get("matters")
    known = None
    if items is not None:
        if isinstance(items, list) and all(type(x) is int for x in items):
            known = frozenset(items)
        else:
            given.wrong("matters", items, "list-of-items")
    return Proxy(
        given.text("agent", ""), given.flag("document", False), known,
        given.instant("from"), given.instant("until"), given.instant("revoked"),
    )  # fmt: skip
