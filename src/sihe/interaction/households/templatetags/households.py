"""`{% watermark %}`: who looks, across a list of people."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sihe.interaction.households.watermark import address, stamp

register = template.Library()


@register.simple_tag(takes_context=True)
def watermark(context: Context) -> SafeString:
    """Lay name, organisation and time of who looks over the page; nothing is hidden or blocked by it."""
    words = stamp(context["request"])
    return format_html(
        '<img class="watermark" alt="" src="{}" data-words="{}">', address(words), words
    )
