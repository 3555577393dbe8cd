"""The open account, powers held over an organisation, items to publish, and the acts of publishing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person

WORDS_MOST, GROUND_MOST, TITLE_MOST, TEXT_MOST = 60, 200, 40, 4000
LEDGER = "disclosure_accountentry"


class Side(models.TextChoices):
    """Whether money came in or went out."""

    INCOME = "income", _("收入")
    SPENDING = "spending", _("支出")


class Source(models.TextChoices):
    """Where money comes from."""

    OPENING = "opening", _("建账时的结余")
    STREET = "street", _("街道拨款")
    GOVERNMENT = "government", _("区以上拨款")
    RENT = "rent", _("场地和物业收入")
    SERVICE = "service", _("便民服务收入")
    FUND = "fund", _("社区公益金")
    RAISED = "raised", _("居民和单位筹集")
    DONATION = "donation", _("捐赠")
    OTHER_IN = "other_in", _("其他收入")


class Purpose(models.TextChoices):
    """What money is spent on."""

    OFFICE = "office", _("办公")
    ALLOWANCE = "allowance", _("补贴")
    ACTIVITY = "activity", _("居民活动")
    CARE = "care", _("帮扶和慰问")
    REPAIR = "repair", _("维修和设施")
    SERVE = "serve", _("购买服务")
    RELIEF = "relief", _("救灾和应急")
    OTHER_OUT = "other_out", _("其他支出")


HEADINGS = [*Source.choices, *Purpose.choices]


class PublicationKind(models.TextChoices):
    """What was published."""

    ACCOUNT = "account", _("账目")
    POSTS = "posts", _("成员和岗位")
    POWERS = "powers", _("街道的权力")
    ITEM = "item", _("决定和公告")


class Publication(models.Model):
    """One act of publishing (公布): who and when; of an account also the period and its sums in fen."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="publications")
    kind = models.CharField(_("公布了什么"), max_length=8, choices=PublicationKind)
    published_at = models.DateTimeField(_("公布时间"))
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("从"), null=True)
    until = models.DateField(_("到"), null=True)
    opening = models.BigIntegerField(_("上期结余"), default=0)
    income = models.BigIntegerField(_("收入"), default=0)
    spending = models.BigIntegerField(_("支出"), default=0)
    closing = models.BigIntegerField(_("本期结余"), default=0)

    class Meta:
        verbose_name = _("公布")
        indexes = [models.Index(fields=["organisation", "kind", "-until"], name="published_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "since"], condition=Q(kind="account"), name="period_begins_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "until"], condition=Q(kind="account"), name="period_ends_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="account")
                | Q(since__isnull=False, until__isnull=False, until__gt=F("since")),
                name="account_has_a_period",
            ),
            models.CheckConstraint(
                condition=Q(closing=F("opening") + F("income") - F("spending")),
                name="published_sums",
            ),
        ]  # fmt: skip


class AccountEntry(models.Model):
    """One line of the account (账目); never changed. `amount` in fen is what it does to the balance.

    A counter-entry is on the same side as what it takes back, with the opposite sign.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("序号"))
    token = models.UUIDField(unique=True, editable=False)
    day = models.DateField(_("日期"))
    side = models.CharField(_("收支"), max_length=8, choices=Side)
    heading = models.CharField(_("来源或用途"), max_length=12, choices=HEADINGS)
    amount = models.BigIntegerField(_("金额"))
    before = models.BigIntegerField(_("记账前结余"))
    balance = models.BigIntegerField(_("结余"))
    words = models.CharField(_("说明"), max_length=WORDS_MOST)
    counters = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="countered"
    )
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(_("记账时间"))

    class Meta:
        verbose_name = _("账目")
        indexes = [models.Index(fields=["organisation", "day", "number"], name="entry_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_entry_number"),
            models.CheckConstraint(
                condition=Q(balance=F("before") + F("amount")), name="balance_adds_up"
            ),
            models.CheckConstraint(
                condition=(Q(side=Side.INCOME) & Q(heading__in=Source.values))
                | (Q(side=Side.SPENDING) & Q(heading__in=Purpose.values)),
                name="heading_of_its_side",
            ),
            models.CheckConstraint(
                condition=(Q(counters__isnull=True, side=Side.INCOME, amount__gt=0))
                | Q(counters__isnull=True, side=Side.SPENDING, amount__lt=0)
                | Q(counters__isnull=False, side=Side.INCOME, amount__lt=0)
                | Q(counters__isnull=False, side=Side.SPENDING, amount__gt=0),
                name="sign_of_its_side",
            ),
        ]


class PowerKind(models.TextChoices):
    """What one organisation may do to another."""

    APPOINT = "appoint", _("定人选")
    PAY = "pay", _("发工资补贴")
    APPRAISE = "appraise", _("考核")
    ALLOT = "allot", _("派任务")
    APPROVE = "approve", _("批经费")
    SEAL = "seal", _("管印章和账户")
    OTHER = "other", _("别的")


class Power(models.Model):
    """A power that another organisation (the street office) holds over this one, by what ground, until when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="powers_over")
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="powers_held")
    kind = models.CharField(_("什么权力"), max_length=12, choices=PowerKind)
    words = models.CharField(_("具体是什么"), max_length=WORDS_MOST)
    ground = models.CharField(_("依据"), max_length=GROUND_MOST)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)
    then = models.CharField(_("到期怎么办"), max_length=GROUND_MOST)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed"
    )
    renewals = models.PositiveSmallIntegerField(_("续了几次"), default=0)
    ended_on = models.DateField(_("收回日期"), null=True, blank=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="powers"
    )
    end_publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="ended_powers"
    )

    class Meta:
        verbose_name = _("上级权力")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="power_order"
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("holder")), name="power_over_another"
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True, renewals=0) | Q(renews__isnull=False, renewals__gt=0),
                name="renewals_counted",
            ),
        ]  # fmt: skip


class ItemKind(models.TextChoices):
    """What has to be published, in the order of article 17 of Shanghai's regulation."""

    DECISION = "decision", _("居民会议的决定")
    HEARING = "hearing", _("听证会、协调会、评议会")
    CONSULTATION = "consultation", _("协商结果怎么落实")
    FUNDS = "funds", _("工作经费怎么用")
    RELIEF = "relief", _("救助款物怎么用")
    COVENANT = "covenant", _("居民公约和章程")
    OTHER = "other", _("大家关心的事")


class PublicItem(models.Model):
    """Something to publish: title, text, the day it is about. Once published it is corrected by another one."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="items")
    kind = models.CharField(_("哪一类"), max_length=12, choices=ItemKind)
    title = models.CharField(_("标题"), max_length=TITLE_MOST)
    text = models.TextField(_("内容"), max_length=TEXT_MOST)
    day = models.DateField(_("哪天的事"))
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(_("写的时间"))
    publication = models.OneToOneField(
        Publication, models.PROTECT, null=True, blank=True, related_name="item"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected"
    )
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    withdrawn_why = models.CharField(_("为什么撤下"), max_length=WORDS_MOST, blank=True)

    class Meta:
        verbose_name = _("公布事项")
        indexes = [models.Index(fields=["organisation", "-day"], name="item_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="withdrawn_for_a_reason",
            )
        ]
