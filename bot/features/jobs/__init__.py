"""Jobs: what a person sent from the browser and is being condensed. Accepted is kept: a crash or a restart loses none.

A job's row holds what was sent until its note is saved. `sent` is what its person sees of it; `working` does it, in a
task of `__main__`.
"""

from bot.features.jobs.sent import (
    ENDED,
    MAX_WAITING_PER_PERSON,
    Job,
    State,
    cancel,
    count,
    dismiss,
    erase,
    export,
    list_jobs,
    submit,
    submit_all,
)
from bot.features.jobs.working import MAX_ATTEMPTS, work

__all__ = [
    "ENDED",
    "MAX_ATTEMPTS",
    "MAX_WAITING_PER_PERSON",
    "Job",
    "State",
    "cancel",
    "count",
    "dismiss",
    "erase",
    "export",
    "list_jobs",
    "submit",
    "submit_all",
    "work",
]
