"""Money and headings in templates."""

from django import template

from sihe.interaction.affairs import words

register = template.Library()
register.filter("yuan", words.yuan)
register.filter("heading", words.heading_words)
register.filter("period", words.published_words)
