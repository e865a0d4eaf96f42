"""A run's report in words: for the Prefect artifact and, in the same order, for the terminal."""

from __future__ import annotations

from flows.chain import RunReport


def markdown(report: RunReport) -> str:
    """The report as Markdown: the ladder, the lists with their proofs, the ledger of rows, what went wrong."""
    ledger = report.ledger
    minutes = (report.ended_at - report.started_at).total_seconds() / 60
    lines = [
        f"# {report.kind}: {report.state.value} in {minutes:.1f} min",
        "",
        f"{report.firms} firms, {report.enriched} enriched, {report.merged} merged, {report.proposed} merges proposed.",
        "",
        "| rows in | qualified | incomplete | review | void | merged | quarantined | brands and partners |",
        "|---|---|---|---|---|---|---|---|",
        f"| {ledger.rows_in} | {ledger.qualified} | {ledger.incomplete} | {ledger.review} | {ledger.void} "
        f"| {ledger.merged} | {ledger.quarantined} | {ledger.not_firms} |",
        "",
        "Rows in = rows out." if ledger.conserved else "**Rows are missing.**",
        "",
        "| list | rows | declared | proof | result |",
        "|---|---|---|---|---|",
    ]
    for crawled in report.lists:
        proof = crawled.report.proof
        result = crawled.failure or "; ".join(crawled.warnings) or "ok"
        lines.append(
            f"| {crawled.title} | {proof.unique_rows} | {proof.declared_total or '–'} | {proof.verdict.value} | {result} |"
        )
    if report.stopped_sources:
        lines += ["", "Sources left alone for the rest of the run:"]
        lines += [f"- {source}: {why}" for source, why in sorted(report.stopped_sources.items())]
    if report.problems:
        lines += ["", f"Problems ({len(report.problems)}):", *(f"- {line}" for line in report.problems[:50])]
    return "\n".join(lines) + "\n"
