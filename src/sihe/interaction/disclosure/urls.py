"""Addresses of disclosure: /affairs/ for everybody, /disclosure/ for those who keep and publish."""

urlpatterns: list = []
app_name = "disclosure"
