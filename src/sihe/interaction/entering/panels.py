"""What coming in again adds: other ways at the door, and the word on the own page."""

from django.db.models import Exists, OuterRef

from sihe.interaction.accounts.queries import Own
from sihe.interaction.entering.forms import OwnPinForm
from sihe.interaction.entering.models import Pin, WechatLink
from sihe.interaction.entering.sending import ways
from sihe.interaction.entering.wechat import is_on
from sihe.kernel.access.requests import Request
from sihe.kernel.people.models import Person
from sihe.kernel.ui.panels import Panel, panel


@panel("door", order=10)
def other_ways(request: Request, _thing: None) -> Panel | None:
    """Lead to a code by phone where one can be sent, to the word, and to WeChat where it is set up."""
    return Panel("entering/parts/door.html", {"code": bool(ways()), "wechat": is_on()})


@panel("my", order=80)
def own_word(request: Request, _own: Own) -> Panel | None:
    """Offer a word of one's own, to those whose phone is known, and WeChat where it is set up."""
    pins = Pin.objects.filter(account__person=OuterRef("pk"))
    links = WechatLink.objects.filter(account__person=OuterRef("pk"))
    rows = Person.objects.filter(pk=request.actor.person or 0)
    rows = rows.annotate(has=Exists(pins), linked=Exists(links))
    phone, has, linked = rows.values_list("phone_index", "has", "linked").first() or (
        "",
        False,
        False,
    )
    told = {
        "has": has, "phone": bool(phone), "form": OwnPinForm(auto_id="pin_%s"), "wechat": is_on(), "linked": linked
    }  # fmt: skip
    return Panel("entering/parts/word.html", told)
