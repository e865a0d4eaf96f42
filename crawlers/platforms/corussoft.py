"""Corussoft / event-cloud: FRUIT LOGISTICA, ITB, InnoTrans, ILA and other fairs of Messe Berlin.

A device token is asked for first, then the search by offset. The answer is XML, or JSON where the server honours
`accept`; both are read. Contact persons in the answer are left alone: they are seldom from R&D.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.corussoft_answer import organisations
from crawlers.platforms.pages import numbered, onward


class Params(Configured):
    """`topic` is year and fair, `sot` the fair's series; both stand in the navigator page's script."""

    topic: str | None = None
    sot: str | None = None
    app_url: str
    language: str = "en"
    size: int = 100
    service: str = "https://live.messebackend.aws.corussoft.de"


class Corussoft:
    """Page (where topic or series is not known), token, search."""

    name = "corussoft"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """`navigate.<fair>` addresses with the app's fragment, or a page that names the backend."""
        if not ("entity_orga" in url or (text and "corussoft" in text)):
            return None
        topic = answers.mentioned(r"""["']?topic["']?\s*[:=]\s*["'](\d{4}_\w+)["']""", text)
        sot = answers.mentioned(r"""["']?(?:sot|seriesOfTopicsName)["']?\s*[:=]\s*["'](\w+)["']""", text)
        known = {"topic": topic, "sot": sot, "app_url": f"https://{answers.host(url)}"}
        return {key: value for key, value in known.items() if value}

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The token where everything is known, the navigator page otherwise."""
        params = answers.settle(self, config, Params)
        if params.topic and params.sot:
            return (self._token(params, params.topic, params.sot),)
        return (Ask(url=config.url, purpose="session", label="navigator page", meta={"step": "page"}),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Topic, token or rows, by what was asked."""
        params = answers.settle(self, config, Params)
        step = answer.ask.meta.get("step")
        if step == "page":
            seen = self.recognise(config.url, answers.usable(answer, self.name)) or {}
            topic, sot = params.topic or seen.get("topic"), params.sot or seen.get("sot")
            if not topic or not sot:
                raise answers.changed(
                    self.name, "the navigator page names no topic and series; give params topic and sot"
                )
            return PlatformReading(more=(self._token(params, topic, sot),))
        topic = str(answer.ask.meta.get("topic"))
        if step == "token":
            token = answers.first({"t": answers.dig(answers.tree(answer, self.name), "beConnectionToken")}, "t")
            if not token:
                raise answers.changed(self.name, "no beConnectionToken")
            return PlatformReading(more=(numbered(self._search(params, topic, token, 0, params.size), 0),))
        rows, total = organisations(answer, self.name)
        token = answer.ask.headers.get("beconnectiontoken", "")
        more, pages = onward(answer, config, rows, total, lambda n, s: self._search(params, topic, token, n * s, s))
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _about(params: Params, topic: str) -> dict[str, str]:
        return {
            "topic": topic,
            "os": "web",
            "appUrl": params.app_url,
            "lang": params.language,
            "apiVersion": "52",
            "timezoneOffset": "0",
        }

    def _token(self, params: Params, topic: str, sot: str) -> Ask:
        url = f"{params.service}/rest/appdevice/sot/{sot}?{urlencode(self._about(params, topic))}"
        body = json.dumps({"kind": "web", "lang": params.language})
        headers = {"Content-Type": "application/json"}
        meta = {"step": "token", "topic": topic}
        return Ask(
            url=url, method="POST", headers=headers, body=body, purpose="session", label="device token", meta=meta
        )

    def _search(self, params: Params, topic: str, token: str, offset: int, size: int) -> Ask:
        form = self._about(params, topic) | {
            "filterlist": "entity_orga",
            "startresultrow": str(offset),
            "numresultrows": str(size),
            "order": "lexic",
        }
        headers = {
            "ec-client": "EventGuide/2.24.0-10878[52]",
            "beconnectiontoken": token,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        }
        url = f"{params.service}/webservice/search"
        return Ask(url=url, method="POST", headers=headers, body=urlencode(form), meta={"topic": topic})


PLATFORMS.add(Corussoft.name)(Corussoft())
