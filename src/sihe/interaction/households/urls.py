"""Addresses of households and of lists of people."""

from django.urls import path

from sihe.interaction.households.views import acting, lists, living, page

app_name = "households"
urlpatterns = [
    path("residents/", lists.index, name="residents"),
    path("residents/export/", lists.export, name="export"),
    path("households/help/", lists.help_list, name="help"),
    path("households/help/open/", lists.open_help_list, name="open_help"),
    path("households/help/export/", lists.export_help, name="export_help"),
    path("households/<int:pk>/", page.page, name="page"),
    path("households/<int:pk>/open/", page.open_page, name="open"),
    path("households/<int:pk>/shut/", page.shut_page, name="shut"),
    path("households/<int:pk>/looks/", page.looks, name="looks"),
    path("households/<int:pk>/phone/<int:residence>/", page.phone, name="phone"),
    path("households/<int:pk>/round/", acting.visit, name="round"),
    path("households/<int:pk>/promise/<int:promise>/", acting.end_promise, name="promise"),
    path("households/<int:pk>/consent/", acting.consent, name="consent"),
    path("households/<int:pk>/consent/paper/", acting.paper, name="paper"),
    path("households/<int:pk>/consent/<int:consent>/withdraw/", acting.withdraw, name="withdraw"),
    path("households/<int:pk>/forget/", acting.forget, name="forget"),
    path("households/<int:pk>/in/", living.move_in, name="move_in"),
    path("households/<int:pk>/out/<int:residence>/", living.move_out, name="move_out"),
    path("households/<int:pk>/correct/<int:residence>/", living.correct, name="correct"),
]
