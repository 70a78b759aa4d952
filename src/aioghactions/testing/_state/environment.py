"""Deployment environments, and what waits for them."""

from collections.abc import Sequence

from attrs import define, field, frozen

from aioghactions.testing._state.account import FakeTeam, FakeUser


@frozen
class FakeEnvironment:
    """An environment with protection rules.

    Attributes:
        id: The number in ``environment_ids``.
        name: ``production``...
        created_at: When it was made, in seconds since the epoch.
        wait_timer: Minutes that a deployment must wait.
        reviewers: Who may let it through; empty for anybody who may write.
    """

    id: int
    name: str
    created_at: float
    wait_timer: int = 0
    reviewers: Sequence[FakeUser | FakeTeam] = ()

    def can_be_approved_by(self, user: FakeUser) -> bool:
        """Whether somebody is among the reviewers.

        Args:
            user: Who wants to approve. A team of reviewers counts as everybody.
        """
        return not self.reviewers or any(
            isinstance(reviewer, FakeTeam) or reviewer == user
            for reviewer in self.reviewers
        )


@frozen
class PendingDeployment:
    """A run waits for an environment."""

    environment: FakeEnvironment
    since: float


@frozen
class Review:
    """Somebody let a run into environments, or did not.

    Attributes:
        environments: What was reviewed.
        state: ``approved`` or ``rejected``; None for a mere remark.
        comment: In the reviewer's words.
        user: The reviewer.
        gate: Whether a custom protection rule said it, not a person.
    """

    environments: Sequence[FakeEnvironment]
    state: str | None
    comment: str
    user: FakeUser
    gate: bool = False


@define
class Approvals:
    """What a run waits for, and what was decided."""

    pending: list[PendingDeployment] = field(factory=list[PendingDeployment])
    reviews: list[Review] = field(factory=list[Review])

    def waiting_for(self) -> list[FakeEnvironment]:
        """Return the environments that are not decided about."""
        return [waiting.environment for waiting in self.pending]

    def decide(self, review: Review) -> None:
        """Record ``review``; what was approved or rejected waits no longer."""
        self.reviews.append(review)
        if review.state is not None:
            self.pending = [
                waiting
                for waiting in self.pending
                if waiting.environment not in review.environments
            ]
