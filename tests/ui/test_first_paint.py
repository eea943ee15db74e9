from __future__ import annotations

import subprocess
import sys


def test_the_window_paints_before_it_knows_the_engine_s_messages() -> None:
    """They take as long to import as all the rest of the window."""
    program = (
        "import sys, app.ui.application, app.ui.main_window;"
        "print([name for name in sys.modules if name.startswith(('app.engine', 'numpy'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
