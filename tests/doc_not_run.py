"""The commands of the pages that tests/test_docs.py does not run, each with the reason, and where it is tried instead."""

from __future__ import annotations

_SERVES = "serves until it is stopped"
_ALL = "asks all gold questions, for minutes; scripts/check runs it"
_BENCHMARK = "measures for minutes; tests/test_benchmarks.py runs it on a handful"
_TESTS = "is a part of this suite"
_NETWORK = "needs the network; tests/test_fetch.py serves it pages"
NOT_RUN = {
    "banfa api": f"{_SERVES}; the curls of the page are asked of the same application",
    "banfa api --port 8800": _SERVES,
    "banfa eval": _ALL,
    "banfa eval --ablation": "asks all gold questions 18 times; tests/test_ablation.py",
    "banfa eval --calibrate": "writes a file of the checkout; tests/test_confidence.py",
    "banfa eval --corruptions": "takes half a minute; tests/test_corruptions.py",
    "banfa eval --dataset ../shared/bench/gdpr-questions --limit 20": "the set does not belong to the checkout",
    "banfa eval --judge openai:MODEL": "needs a chat model; tests/test_judge.py has one that follows a script",
    "banfa eval --report eval.md --report eval.html --report eval.xml --report eval.json": _ALL,
    "banfa eval --twice": _ALL,
    "banfa eval --url http://127.0.0.1:8000": "needs somebody's assistant; tests/test_evals_http.py has one",
    "banfa eval --url http://127.0.0.1:8000 --gates my-gates.toml --baseline my-baseline.json --report eval.md": "the same",
    "banfa eval --write-baseline": "writes a file of the checkout; tests/test_evals.py",
    "banfa fetch": _NETWORK,
    "banfa fetch --check": _NETWORK,
    "banfa fetch --from-dir saved-pages": "needs saved pages; tests/test_fetch.py makes them",
    "banfa ingest": "builds for ten minutes; over a toy corpus in tests/test_cli.py",
    "banfa mcp": f"{_SERVES}; the Python of the page starts it",
    "banfa mcp --http --port 8701": f"{_SERVES}; tests/test_mcp_server.py",
    "banfa scope": "asks at the keyboard; tests/test_cli_scope.py answers",
    "cp deploy/env.example deploy/.env": "writes into the checkout",
    "cp deploy/secrets.example.toml deploy/secrets.toml": "writes into the checkout",
    "docker compose --file deploy/compose.yaml up --build --detach": "needs containers; tests/test_deploy.py reads the file",
    "pre-commit install": "writes into .git",
    "pytest tests/browser/test_axe.py": _TESTS,
    "pytest tests/test_corpus.py tests/test_corpus_against_chinese.py": _TESTS,
    "python -m benchmarks": _BENCHMARK,
    "python -m benchmarks --table docs/sizing.md": _BENCHMARK,
    "python -m benchmarks sizes --size 1000 --store exact --store chroma": _BENCHMARK,
    "python -m benchmarks sizes --size 10000 --store exact --store chroma": _BENCHMARK,
    "python -m benchmarks warm cold --json measured.json": _BENCHMARK,
    "python -m http.server 8200 --bind 127.0.0.1 --directory build/site": _SERVES,
    "sh scripts/audit --offline": "works on .venv of the checkout; tests/test_audit.py runs what it calls",
    "sh scripts/axe": "fetches a package from npm",
    "sh scripts/chat": f"{_SERVES}; tests/browser opens the page",
    "sh scripts/check": "runs this suite",
    "sh scripts/evals": _ALL,
    "sh scripts/hostile_api": "installs a package and asks for minutes; every night in CI",
    "sh scripts/plant_faults": "builds and asks for half an hour; every night in CI",
    "sh scripts/setup": "installs packages; the first step of scripts/check",
    "sh scripts/setup --dev": "installs packages; the first step of scripts/check",
    "sh scripts/site": "works on .venv of the checkout; tests/test_site.py builds the site",
    "streamlit run app/chat.py --server.headless true --browser.serverAddress banfa.example.org": _SERVES,
    "uv pip install --python python --constraints constraints.txt 'psycopg[binary]' authlib": "installs packages",
}
