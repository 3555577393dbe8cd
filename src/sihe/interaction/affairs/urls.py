"""Addresses of affairs: /affairs/ for everybody, /disclosure/ for those who keep and publish."""

from django.urls import path

from sihe.interaction.affairs.views import items, keeping, powers, public, publishing

app_name = "affairs"
urlpatterns = [
    path("affairs/", public.index, name="list"),
    path("affairs/<int:organisation>/", public.committee, name="committee"),
    path("affairs/<int:organisation>/leaders/", public.leaders, name="leaders"),
    path("affairs/<int:organisation>/account/", public.account, name="account"),
    path("affairs/<int:organisation>/poster.pdf", public.poster, name="poster"),
    path("affairs/item/<int:item>/", public.item, name="item"),
    path("disclosure/", keeping.index, name="index"),
    path("disclosure/<int:organisation>/", keeping.book, name="book"),
    path("disclosure/<int:organisation>/shares/", keeping.shares, name="shares"),
    path("disclosure/<int:organisation>/keep/", keeping.keep, name="keep"),
    path("disclosure/<int:organisation>/export.<slug:form>", keeping.export, name="export"),
    path("disclosure/entry/<int:entry>/", keeping.entry, name="entry"),
    path("disclosure/<int:organisation>/publish/", publishing.page, name="publish"),
    path("disclosure/<int:organisation>/publish/posts/", publishing.posts, name="publish_posts"),
    path("disclosure/<int:organisation>/publish/powers/", publishing.powers, name="publish_powers"),
    path("disclosure/<int:organisation>/powers/", powers.index, name="powers"),
    path("disclosure/power/<int:power>/renew/", powers.renew, name="renew_power"),
    path("disclosure/power/<int:power>/end/", powers.end, name="end_power"),
    path("disclosure/<int:organisation>/items/", items.index, name="items"),
    path("disclosure/<int:organisation>/items/new/", items.new, name="new_item"),
    path("disclosure/item/<int:item>/", items.edit, name="edit_item"),
    path("disclosure/item/<int:item>/publish/", items.publish, name="publish_item"),
    path("disclosure/item/<int:item>/withdraw/", items.withdraw, name="withdraw_item"),
]
