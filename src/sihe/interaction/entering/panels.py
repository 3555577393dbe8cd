"""What coming in again adds: other ways at the door, and the word on the own page."""

from sihe.interaction.entering.forms import OwnPinForm
from sihe.interaction.entering.models import Pin
from sihe.interaction.entering.sending import ways
from sihe.interaction.entering.wechat import is_on
from sihe.kernel.access.requests import Request
from sihe.kernel.people.models import Household, Person
from sihe.kernel.ui.panels import Panel, panel


@panel("door", order=10)
def other_ways(request: Request, _thing: None) -> Panel | None:
    """Lead to a code by phone where one can be sent, to the word, and to WeChat where it is set up."""
    return Panel("entering/parts/door.html", {"code": bool(ways()), "wechat": is_on()})


@panel("my", order=80)
def own_word(request: Request, _home: Household | None) -> Panel | None:
    """Offer a word of one's own, to those whose phone is known, and WeChat where it is set up."""
    person = Person.objects.filter(pk=request.actor.person).values_list("phone_index", flat=True)
    told = {
        "has": Pin.objects.filter(account__person=request.actor.person).exists(),
        "phone": bool(person.first()), "form": OwnPinForm(auto_id="pin_%s"), "wechat": is_on(),
    }  # fmt: skip
    return Panel("entering/parts/word.html", told)
