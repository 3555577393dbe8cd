"""The look (界面): page shells, the component set and the words for dates every screen is made of.

Serves the whole mission rather than one row of it. Asks no other module and tells no fact: it
turns what a page already knows into HTML. Public: ``words``, ``rail``, ``figures``, ``toasts``
and the template library ``ui``.
"""
