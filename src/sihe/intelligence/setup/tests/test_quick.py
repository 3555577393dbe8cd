import pytest
from sihe.intelligence.setup.tests.factories import *
from sihe.kernel.places.models import *
pytestmark = pytest.mark.django_db
def test_quick():
    by = begun()
    batches=[]
    for step, rows in EVERYTHING.items():
        b = brought(by, step, *rows)
        print(step, b.state, b.rows, b.made, b.known, b.refused, [(c.line,c.column,c.reason,c.found,c.there) for c in b.conflicts.all()])
        batches.append(b)
        again = tried(by, step, *rows)
        print("  again", again.made, again.known, again.refused)
    print(Area.objects.count(), Dwelling.objects.count())
    for b in reversed(batches):
        u = taken_back(by, b); print(u.state, u.removed, u.things.count())
    print(Area.objects.count(), Dwelling.objects.count())
def test_b():
    by = begun()
    for step in ("areas","compounds","buildings"):
        brought(by, step, *EVERYTHING[step])
    for d in Dwelling.objects.select_related("building","unit"): print(d.building, d.unit, d.number)
