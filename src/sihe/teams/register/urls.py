"""Addresses of posts."""

from django.urls import path

from sihe.teams.register.views import acts, pages

app_name = "register"
urlpatterns = [
    path("", pages.index, name="index"),
    path("<int:organisation>/", pages.overview, name="overview"),
    path("<int:organisation>/leaders/", pages.leaders, name="leaders"),
    path("<int:organisation>/export.csv", pages.export, name="export"),
    path("<int:organisation>/new/", acts.new, name="new"),
    path("<int:organisation>/parts/", acts.new_part, name="new_part"),
    path("<int:organisation>/leaders/open/", acts.open_leaders, name="open_leaders"),
    path("part/<int:part>/end/", acts.end_part, name="end_part"),
    path("post/<int:post>/", pages.post_page, name="post"),
    path("post/<int:post>/change/", acts.change, name="change"),
    path("post/<int:post>/close/", acts.close, name="close"),
    path("seat/<int:seat>/fill/", acts.fill, name="fill"),
    path("seat/<int:seat>/vacancy/", acts.vacancy, name="vacancy"),
    path("holding/<int:holding>/renew/", acts.renew, name="renew"),
    path("holding/<int:holding>/leave/", acts.leave, name="leave"),
]
