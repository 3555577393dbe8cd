"""The refusals of appointments in words."""

from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "not_in_person": gettext_lazy("要当面认过本人，再打勾。"),
        "account_closed": gettext_lazy("这个账号已停用，请先任职再开通。"),
        "vouched_already": gettext_lazy("你已确认过，请另一位同事来确认。"),
        "too_many_reissues": gettext_lazy("今天已重发%(most)s次，明天再来。"),
        "several_people": gettext_lazy("有几位同名，请写登录名。"),
        "too_many_vouchings": gettext_lazy("试得太多了，过十分钟再来。"),
        "nobody_of_name": gettext_lazy("没找到这个人，看看姓名或登录名。"),
    }
)
