"""Which policy holds: the file, once it is recorded. A changed file without a new version is refused."""

from __future__ import annotations

from core.catalogue import parse
from core.errors import BadInput
from core.policy import Policy
from flows.context import Context
from storage.database import Database
from storage.repositories.configured import activate_policy, active_policy
from storage.repositories.policies import policy_text
from storage.views import Policy as Activation


def hold(ctx: Context, by: str) -> None:
    """Record the policy of this run where it was not the active one (REQUIREMENTS R-154).

    BadInput where the file was edited under a version that was used before: verdicts could not be replayed.
    """
    path = ctx.settings.config_dir / "policy.yml"
    text = path.read_text(encoding="utf-8")
    with ctx.db.writing() as tx:
        known = policy_text(tx, ctx.policy.version)
        if known is not None and parse(known, Policy, "the recorded policy") != ctx.policy:
            raise BadInput(
                f"{path}: changed, but still version {ctx.policy.version!r}, under which verdicts were given; "
                "give the change a new version and an author"
            )
        active = active_policy(tx)
        if active is None or active.version != ctx.policy.version:
            activate_policy(
                tx,
                Activation(
                    version=ctx.policy.version,
                    yaml=text,
                    author=ctx.policy.author,
                    by=by,
                    why=ctx.policy.note or "config/policy.yml",
                    at=ctx.clock(),
                ),
            )


def of_version(ctx: Context, version: str) -> Policy:
    """The policy that once held under this version; BadInput where it was never recorded."""
    return ctx.policy if version == ctx.policy.version else recorded(ctx.db, version)


def recorded(db: Database, version: str) -> Policy:
    """The policy that was recorded under this version; BadInput where it never was."""
    with db.reading() as tx:
        text = policy_text(tx, version)
    if text is None:
        raise BadInput(f"policy version {version!r} was never recorded here, so its verdicts cannot be recomputed")
    return parse(text, Policy, f"policy {version}")
