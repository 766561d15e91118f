"""`ikrar run` and `ikrar work`: the web server with its worker, and the worker alone."""

import os
import signal
import subprocess
import sys

import click

from ikrar.cli import with_django


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address to listen on.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each web process.")
@click.option("--no-worker", is_flag=True, help="Do not start the background worker.")
@with_django
def run(bind: str, workers: int, threads: int, no_worker: bool) -> None:
    """Serve the pages with gunicorn, and keep the queues moving beside it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    # gunicorn loads everything, the screening engine too, before it listens: see server/wsgi.py
    click.echo(f"Starting at http://{bind}/; the very first start takes a minute to compile …")
    command = [
        *(sys.executable, "-m", "gunicorn", "ikrar.server.wsgi:application"),
        *("--bind", bind, "--workers", str(workers), "--threads", str(threads)),
        # a question of 500 letters, each of which may stand there as twelve
        *("--limit-request-line", "8190"),
        *(
            "--preload",
            "--worker-class",
            "gthread",
            "--max-requests",
            "20000",
            "--max-requests-jitter",
            "2000",
        ),
    ]
    started: list[subprocess.Popen[bytes]] = []
    # whoever ends this program, by Ctrl-C or as a service is ended, ends what it has started
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if not no_worker:
            started.append(subprocess.Popen([sys.executable, "-m", "ikrar", "work"]))
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ikrar.server.settings"}
        started.append(subprocess.Popen(command, env=environment))
        sys.exit(started[-1].wait())
    except KeyboardInterrupt:
        pass
    finally:
        for one in reversed(started):
            one.terminate()
            one.wait()


@click.command()
@click.option("--once", is_flag=True, help="Empty the queues and stop.")
@with_django
def work(once: bool) -> None:
    """Keep the queues moving: log entries, mail, roster imports."""
    from ikrar.server import worker

    if not once:
        worker.main()
        return
    rounds = 0
    while worker.work_once(worker.queues()):
        rounds += 1
    click.echo(f"Done: {rounds} rounds of work, the queues are empty.")
