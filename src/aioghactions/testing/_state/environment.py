"""Deployment environments, pending deployments and reviews."""

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen

from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.secret import Vault
from aioghactions.testing._state.variable import Variables


@define(eq=False)
class FakeBranchPolicy:
    """A pattern of branches or tags that may deploy.

    Attributes:
        id: The id in paths.
        name: The pattern.
        type: ``branch`` or ``tag``.
    """

    id: int
    name: str
    type: str = "branch"


@define(eq=False)
class FakeEnvironment:
    """An environment with protection rules, secrets and variables.

    Attributes:
        id: The id in ``environment_ids``.
        name: The name, ``production``...
        created_at: When it was created, in seconds since the epoch.
        wait_timer: Minutes that a deployment must wait.
        reviewers: Who may approve; empty for everyone with write access.
        prevent_self_review: Whether nobody may approve a deployment of one's own.
        branch_policy: Which branches may deploy; None for all.
        updated_at: When it was last changed; None if it was not.
        vault: Its secrets.
        variables: Its variables.
        branch_policies: Its patterns of branches and tags by id.
        rules: Its custom protection rules: the ids of their Apps by id.
    """

    id: int
    name: str
    created_at: float
    wait_timer: int = 0
    reviewers: Sequence[FakeUser | FakeTeam] = ()
    prevent_self_review: bool = False
    branch_policy: Mapping[str, bool] | None = None
    updated_at: float | None = None
    vault: Vault = field(factory=lambda: Vault(key_id="1"), repr=False)
    variables: Variables = field(factory=Variables, repr=False)
    branch_policies: dict[int, FakeBranchPolicy] = field(
        factory=dict[int, FakeBranchPolicy], repr=False
    )
    rules: dict[int, int] = field(factory=dict[int, int], repr=False)

    def can_be_approved_by(self, user: FakeUser) -> bool:
        """Return whether a user may approve deployments.

        Args:
            user: The user, who counts as a member of every team.
        """
        return not self.reviewers or any(
            isinstance(reviewer, FakeTeam) or reviewer == user
            for reviewer in self.reviewers
        )


@frozen
class PendingDeployment:
    """A deployment to an environment that waits for approval."""

    environment: FakeEnvironment
    since: float


@frozen
class Review:
    """A review of pending deployments.

    Attributes:
        environments: The environments that were reviewed.
        state: ``approved`` or ``rejected``; None for a comment.
        comment: The comment of the reviewer.
        user: The reviewer.
        gate: Whether a custom protection rule reviewed, not a person.
    """

    environments: Sequence[FakeEnvironment]
    state: str | None
    comment: str
    user: FakeUser
    gate: bool = False


@define
class Approvals:
    """The pending deployments of a run, and its reviews."""

    pending: list[PendingDeployment] = field(factory=list[PendingDeployment])
    reviews: list[Review] = field(factory=list[Review])

    def waiting_for(self) -> list[FakeEnvironment]:
        """Return the environments of the pending deployments."""
        return [deployment.environment for deployment in self.pending]

    def decide(self, review: Review) -> None:
        """Record ``review``; deployments that it decides are no longer pending."""
        self.reviews.append(review)
        if review.state is not None:
            self.pending = [
                deployment
                for deployment in self.pending
                if deployment.environment not in review.environments
            ]
