"""All addresses of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("sihe.interaction.intake.urls")),
    path("", include("sihe.interaction.following.urls")),
    path("own-data/", include("sihe.interaction.owndata.urls")),
    path("triage/", include("sihe.interaction.triage.urls")),
    path("places/", include("sihe.interaction.locating.urls")),
    path("accounts/", include("allauth.urls")),
    path("ui/", include("sihe.kernel.ui.urls")),
    path("ui/", include("sihe.project.showcase.urls")),
    path("", include("sihe.interaction.households.urls")),
    path("find/", include("sihe.interaction.finding.urls")),
    path("matters/", include("sihe.interaction.casework.urls")),
    path("handovers/", include("sihe.interaction.handovers.urls")),
    path("files/", include("sihe.kernel.files.urls")),
    path("notices/", include("sihe.interaction.bulletins.urls")),
    path("posts/", include("sihe.teams.register.urls")),
    path("", include("sihe.interaction.affairs.urls")),
    path("", include("sihe.intelligence.rulebook.urls")),
    path("", include("sihe.intelligence.exchange.urls")),
    path("archive/", include("sihe.intelligence.archive.urls")),
    path("open311/v2/", include("sihe.intelligence.open311.urls")),
    path("", include("sihe.intelligence.desks.urls")),
]
