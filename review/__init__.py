"""The review desk: server-rendered pages on which reps judge firms beside their evidence, and the same actions as an API.

How a page is added:

1. One file `review/<page>.py` with `router = APIRouter()`. Every route names what it allows:
   `visitor: Visitor = Depends(allowed(May.read))`. Routes are plain `def`, so that the database never blocks the loop.
   Routes of the API hang from `/api/v1` and live in `review/api/<page>.py`.
2. What the page does to the base is a function in `review/actions/<page>.py`: it takes the open transaction, the desk or
   the person, and raises `Refusal("words.key", …)` where a person asks for what cannot be. Page and API both call it.
3. A template `review/templates/<page>.html` that extends `base.html`, rendered by `page(visitor, "<page>.html", …)`.
   Every form holds `{{ token() }}`; after a POST return `back(visitor, "/where", "words.key", …)`: 303 with a message.
   What people typed is never lost: the handlers in `review/refusals.py` show it again.
4. Its words in `review/words/<page>.yml`: `key: [中文, English]`, used in templates as `{{ t("key", name=value) }}`.
5. Its module in `PAGES` of `review/app.py`; if it stands in the menu, its line in `review/menu.py`.

Templates know: `t` words · `day`, `clock`, `age` times in the team's zone · `show(value)` any stored value as text ·
`say(reason)` a Reason in the visitor's language · `may("decide")` · `visitor` · `token()` the hidden CSRF field.
An element with `data-key="s"` is pressed by that key; rows with `data-row` are walked by j and k (`static/desk.js`).
There is no inline script or style: the content-security policy refuses both.
"""
