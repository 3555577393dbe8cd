"""The verbs of posts: open, change and close them; take and leave a seat; sub-committees; terms and forgetting."""

from sihe.teams.posts import rules as _rules  # noqa: F401  (registers the rules)
from sihe.teams.posts.actions.holding import (
    Chosen,
    PersonNamed,
    begin_holding,
    end_holding,
    explain_vacancy,
    fill_seat,
    person_for,
    renew,
)
from sihe.teams.posts.actions.posting import (
    change_post,
    close_post,
    end_part,
    open_leader_posts,
    open_part,
    open_post,
)
from sihe.teams.posts.actions.retiring import forget_ended, scan_terms

__all__ = [
    "Chosen",
    "PersonNamed",
    "begin_holding",
    "change_post",
    "close_post",
    "end_holding",
    "end_part",
    "explain_vacancy",
    "fill_seat",
    "forget_ended",
    "open_leader_posts",
    "open_part",
    "open_post",
    "person_for",
    "renew",
    "scan_terms",
]
