"""The refusals of leaving in words."""

from django.utils.translation import gettext_lazy

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "left_already": gettext_lazy("离岗已经办结。"),
        "nothing_held": gettext_lazy("这些已经不在手上，刷新看看。"),
        "passing_gone": gettext_lazy("这些已经有了去处，不用签了。"),
        "still_held": gettext_lazy("还有%(count)s项没交：%(what)s。交完才能办结。"),
        "receiver_self": gettext_lazy("不能交给自己，请选同事。"),
        "receiver_foreign": gettext_lazy("%(name)s不在这家单位任职，请选同事。"),
        "receiver_leaving": gettext_lazy("%(name)s也在办离岗，请选别人。"),
        "receiver_away": gettext_lazy("%(name)s在请假，可以交给%(instead)s。"),
        "receiver_left": gettext_lazy("%(name)s已离岗，请交给别人。"),
    }
)
