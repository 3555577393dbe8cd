"""All addresses of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("sihe.interaction.intake.urls")),
    path("", include("sihe.interaction.following.urls")),
    path("", include("sihe.interaction.entering.urls")),
    path("", include("sihe.interaction.accounts.urls")),
    path("", include("sihe.interaction.joining.urls")),
    path("", include("sihe.interaction.standins.urls")),
    path("own-data/", include("sihe.interaction.owndata.urls")),
    path("triage/", include("sihe.interaction.triage.urls")),
    path("appointments/", include("sihe.teams.appointments.urls")),
    path("absence/", include("sihe.teams.absence.urls")),
    path("leaving/", include("sihe.teams.turnover.urls")),
    path("custody/", include("sihe.teams.custody.urls")),
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
    path("", include("sihe.intelligence.rulebook.urls")),
    path("", include("sihe.intelligence.exchange.urls")),
    path("setup/", include("sihe.intelligence.setup.urls")),
    path("archive/", include("sihe.intelligence.archive.urls")),
    path("open311/v2/", include("sihe.intelligence.open311.urls")),
    path("", include("sihe.intelligence.desks.urls")),
]
