"""The import check over one worker process that is started once and kept."""

from collections.abc import Sequence
from pathlib import Path

from infrastructure.adapters import import_check_worker
from infrastructure.adapters.bare_environment import bare_environment
from infrastructure.adapters.worker_process import WorkerProcess


class SubprocessImportCheck(WorkerProcess):
    """One job at a time. A worker that died is started again for the next job."""

    def __init__(self, *, seconds: float = 30.0, memory_bytes: int = 1 << 30) -> None:
        """Limits of one job: seconds of wall and of CPU time, memory beyond the libraries."""
        super().__init__("the import check", str(Path(import_check_worker.__file__)))
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    def check(self, folder: Path, modules: Sequence[str]) -> dict[str, str | None]:
        """Each module with None or its error; see the port."""
        job = {
            "folder": str(folder.resolve()),
            "modules": list(modules),
            "seconds": self._seconds,
            "memory_bytes": self._memory_bytes,
            "environment": bare_environment(folder),
        }
        try:
            answer = self._ask(job, seconds=self._seconds)
        except (OSError, ValueError) as error:
            return dict.fromkeys(modules, f"not checked: {error}")
        return {module: answer.get(module, "not checked: no answer") for module in modules}
