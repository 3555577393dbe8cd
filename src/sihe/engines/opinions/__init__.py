"""Opinion groups 意见分组: who answers alike, what each group stands for, what all agree on.

Pure: votes in, groups and figures out, as in the published description of Pol.is; the same votes in
any order give the same result. Public: `Votes`, `votes`, `read_votes`, `read_groups`, `analyse`,
`Analysis`, `Groups`, `find_groups`, `adjusted_rand`. The format is docs/reference/opinions.md.
"""

from sihe.engines.opinions.agreement import adjusted_rand
from sihe.engines.opinions.grouping import Groups, find_groups
from sihe.engines.opinions.problem import Votes, votes
from sihe.engines.opinions.reading import read_groups, read_votes
from sihe.engines.opinions.report import analyse

__all__ = [
    "Groups",
    "Votes",
    "adjusted_rand",
    "analyse",
    "find_groups",
    "read_groups",
    "read_votes",
    "votes",
]
