"""Concurrency groups, and who waits for them."""

from .scene import arguments, at, checks


def add(scene):
    """Return a run that holds a group, one that waits, and a job that does."""
    holder, waiting, other = (
        scene.repo.add_run(status=status, jobs=("deploy",))
        for status in ("in_progress", "queued", "queued")
    )
    holder.concurrency = waiting.concurrency = "deploy/eu west"
    (job,) = other.jobs
    job.concurrency = "deploy/eu west"
    return holder, waiting, other, job


@checks("list-concurrency-groups-for-repository")
def list_all(scene):
    """Those that something holds, by name."""
    holder, *_ = add(scene)
    done = scene.repo.add_run()
    done.concurrency = "done"
    (found,) = yield arguments()
    assert found.group_name == "deploy/eu west"
    assert found.last_acquired_at == at(holder.created_at)


@checks("get-concurrency-group-for-repository")
def get(scene):
    """The holder first; those ahead of a run or of a job."""
    holder, waiting, other, job = add(scene)
    found = yield arguments("deploy/eu west")
    assert [m.run_id for m in found.group_members] == [holder.id, waiting.id, other.id]
    first, second, third = found.group_members
    assert (first.status, second.status, found.total_count) == (
        "in_progress",
        "pending",
        3,
    )
    assert (first.job_id, third.job_id, third.job_name) == (None, job.id, "deploy")
    found = yield arguments("deploy/eu west", ahead_of_run=waiting.id)
    assert [m.run_id for m in found.group_members] == [holder.id, waiting.id]
    found = yield arguments("deploy/eu west", ahead_of_job=job.id)
    assert found.total_count == 3


@checks("list-concurrency-groups-for-workflow-run")
def list_for_run(scene):
    """With the place of the run in the queue; those that it has left are empty."""
    _, waiting, other, job = add(scene)
    waiting.jobs[0].concurrency = "a"
    waiting.jobs[0].status = "completed"
    empty, found = yield arguments(waiting.id)
    assert (empty.group_name, empty.group_members) == ("a", ())
    (member,) = found.group_members
    assert (member.run_id, member.status, member.position) == (
        waiting.id,
        "pending",
        1,
    )
    assert member.position_url.endswith(f"?ahead_of_run={waiting.id}")
    ((found,),) = [(yield arguments(other.id))]
    assert found.group_members[0].position_url.endswith(f"?ahead_of_job={job.id}")
