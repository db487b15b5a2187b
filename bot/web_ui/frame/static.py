"""Style sheets and scripts, under a path that changes with their content, so that browsers keep them for good."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parents[1] / "static"
FOREVER = "public, max-age=31536000, immutable"


class Files(StaticFiles):
    """`/static/VERSION/NAME`. Modules import each other relatively, so one version covers them all."""

    def __init__(self) -> None:
        super().__init__(directory=HERE)
        content = b"".join(path.read_bytes() for path in sorted(HERE.iterdir()))
        self.version = hashlib.sha256(content).hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where a page finds the file."""
        return f"/static/{self.version}/{name}"

    def get_path(self, scope: Scope) -> str:
        """The file's own path; an older page's version is answered with today's file."""
        first, _, rest = super().get_path(scope).partition(os.sep)
        return rest or first

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        scope: Scope = args[2]
        current = f"/{self.version}/" in scope["path"]
        answer.headers["Cache-Control"] = FOREVER if current else "no-cache"
        return answer
