"""Posts, their seats, and who holds them from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sihe.kernel.organisations.models import Organisation
from sihe.kernel.people.models import Person
from sihe.kernel.places.models import Area

WORDS_MOST, TITLE_MOST = 40, 20


class Body(models.TextChoices):
    """What a post belongs to."""

    COMMITTEE = "committee", _("居委会成员")
    STAFF = "staff", _("工作人员")
    PART = "part", _("下属委员会")
    GROUP = "group", _("居民小组长")
    BUILDING = "building", _("楼门长")


LEADERS = (Body.GROUP, Body.BUILDING)


class PostKind(models.TextChoices):
    """How somebody comes to a post."""

    ELECTED = "elected", _("选举产生")
    EMPLOYED = "employed", _("聘用")
    PART_TIME = "part_time", _("兼职")
    VOLUNTEER = "volunteer", _("志愿")


class Reason(models.TextChoices):
    """Why a seat is vacant."""

    NEW = "new", _("新设，还没有人")
    TERM = "term", _("任期到了")
    RESIGNED = "resigned", _("本人辞去")
    RECALLED = "recalled", _("居民会议撤换")
    MOVED = "moved", _("搬走了")
    RETIRED = "retired", _("退休或身体原因")
    OTHER = "other", _("别的原因")


class SubCommittee(models.Model):
    """A committee under a residents' committee (下属委员会): mediation, safety, public health."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parts")
    name = models.CharField(_("名称"), max_length=TITLE_MOST)
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("下属委员会")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(until__isnull=True), name="one_part_name"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="part_order"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post (岗位): what it is called, how one comes to it, and for group and building leaders where."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    body = models.CharField(_("属于"), max_length=12, choices=Body)
    part = models.ForeignKey(
        SubCommittee, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(_("名称"), max_length=TITLE_MOST)
    kind = models.CharField(_("怎么产生"), max_length=12, choices=PostKind)
    stands_for = models.ManyToManyField(Area, related_name="+", verbose_name=_("负责哪里"))
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("岗位")
        indexes = [models.Index(fields=["organisation", "until", "body"], name="post_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_order"
            ),
            models.CheckConstraint(
                condition=(Q(body=Body.PART) & Q(part__isnull=False))
                | (~Q(body=Body.PART) & Q(part__isnull=True)),
                name="post_of_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """One place in a post (席位); vacant since a day for a reason, or held: then `vacant_since` is empty."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField(_("第几席"))
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)
    vacant_since = models.DateField(_("空了多久"), null=True, blank=True)
    vacant_why = models.CharField(_("为什么空"), max_length=12, choices=Reason, blank=True)

    class Meta:
        verbose_name = _("席位")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"], condition=Q(until__isnull=True), name="one_seat_number"
            ),
            models.CheckConstraint(
                condition=(Q(vacant_since__isnull=True) & Q(vacant_why=""))
                | (Q(vacant_since__isnull=False) & ~Q(vacant_why="")),
                name="vacant_for_a_reason",
            ),
        ]


class Holding(models.Model):
    """A person in a seat (任岗), from when, chosen by whom and when, until when the term runs."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    since = models.DateField(_("从"))
    until = models.DateField(_("离开"), null=True, blank=True)
    term_until = models.DateField(_("任期到"), null=True, blank=True)
    chosen_by = models.CharField(_("谁选的、谁聘的"), max_length=WORDS_MOST, blank=True)
    chosen_on = models.DateField(_("哪天选的"), null=True, blank=True)
    profession = models.CharField(_("专业或职业"), max_length=TITLE_MOST, blank=True)
    ended_why = models.CharField(_("为什么离开"), max_length=12, choices=Reason, blank=True)
    told = models.CharField(max_length=8, blank=True)  # near, over: what was told of the term
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("任岗")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(until__isnull=True), name="one_holder_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holding_order"
            ),
            models.CheckConstraint(
                condition=Q(term_until__isnull=True) | Q(term_until__gte=F("since")),
                name="term_order",
            ),
            models.CheckConstraint(
                condition=(Q(until__isnull=True) & Q(ended_why=""))
                | (Q(until__isnull=False) & ~Q(ended_why="")),
                name="left_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["term_until"], condition=Q(until__isnull=True), name="running_term"
            )
        ]  # fmt: skip
