"""Why a ballot or a part is not counted, and what a result should be read with, as codes.

| code | a ballot with it |
|---|---|
| `decided` | was declared void by those who opened the ballots; their words are the detail |
| `unidentified` / `unsigned` | nobody knows whose it is / is not signed |
| `no_choice` / `several_choices` | says nothing / says more than one thing |
| `too_many_candidates` | agrees to more candidates than it may |
| `too_early` / `too_late` | was cast outside the window of the vote |
| `no_votable_part` | is of an owner without a part that counts here (parking only, out of scope) |
| `tenant_without_proxy` | is a tenant's own |
| `proxy_without_document` / `proxy_out_of_scope` / `proxy_out_of_time` / `proxy_revoked` | has no authority |
| `proxy_over_limit` | is one of more than an agent may bring |
| `contradicting` | says something else than another ballot of the same voter |
| `own_ballot_beats_proxy` | is a proxy's, and the owner voted |
| `revoted` / `closed_by_paper` | was replaced by a later one / by one on paper |
| `duplicate` | says the same as one that was counted |

All but the last four codes make a void ballot (无效票); a voter none of whose ballots holds takes no part
and is never counted with the silent. The last four are only set aside: another ballot of the voter
stands for them. Parts are left out for `parking` or `out_of_scope`.
"""

from __future__ import annotations

from typing import Final

DECIDED = "decided"
UNIDENTIFIED = "unidentified"
UNSIGNED = "unsigned"
NO_CHOICE = "no_choice"
SEVERAL_CHOICES = "several_choices"
TOO_MANY_CANDIDATES = "too_many_candidates"
TOO_EARLY = "too_early"
TOO_LATE = "too_late"
NO_VOTABLE_PART = "no_votable_part"
TENANT_WITHOUT_PROXY = "tenant_without_proxy"
PROXY_WITHOUT_DOCUMENT = "proxy_without_document"
PROXY_OUT_OF_SCOPE = "proxy_out_of_scope"
PROXY_OUT_OF_TIME = "proxy_out_of_time"
PROXY_REVOKED = "proxy_revoked"
PROXY_OVER_LIMIT = "proxy_over_limit"
CONTRADICTING = "contradicting"
OWN_BALLOT_BEATS_PROXY = "own_ballot_beats_proxy"
REVOTED = "revoted"
CLOSED_BY_PAPER = "closed_by_paper"
DUPLICATE = "duplicate"

PARKING = "parking"
OUT_OF_SCOPE = "out_of_scope"

# Warnings: a policy of the rules of procedure (议事规则) was used without naming its clause or proof.
CLAUSE_MISSING: Final = "clause_missing"
NOTICE_MISSING: Final = "notice_missing"
DELIVERY_MISSING: Final = "delivery_missing"
PARKING_CLAUSE_MISSING: Final = "parking_clause_missing"
MERGE_CLAUSE_MISSING: Final = "merge_clause_missing"
VOID_CLAUSE_MISSING: Final = "void_clause_missing"
NO_INTERESTED_OWNER: Final = "no_interested_owner"
OPTION_IGNORED: Final = "option_ignored"
