"""The REST API: records each request, validates it, applies faults and rate limits, answers it."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import BodyPartReader, web

from tests.wire.loopback import http_application, http_interactions, http_messages
from tests.wire.loopback.faults import Fault, Faults, cut_short, json_response
from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.messages import Upload
from tests.wire.loopback.openapi import Spec
from tests.wire.loopback.rate_limits import RateLimits
from tests.wire.loopback.routing import ROUTES, ApiError, Call, Record, Route
from tests.wire.loopback.world import World

# Imported because they register their routes.
_ = (http_application, http_interactions, http_messages)

PREFIX = "/api/v10"


class HttpApi:
    """The REST API of one loopback Discord, and the record of its requests."""

    def __init__(self, world: World, faults: Faults, spec: Spec) -> None:
        self.world = world
        self.faults = faults
        self.spec = spec
        self.rate_limits = RateLimits()
        self.requests: list[Record] = []
        self.unexpected: list[Record] = []
        """Requests to routes that do not exist here."""
        self.invalid: list[str] = []
        """One sentence for each body that breaks Discord's OpenAPI description."""
        self.base_url = ""

    def add_to(self, app: web.Application) -> None:
        for route in ROUTES:
            app.router.add_route(route.method, PREFIX + route.template, self._handler(route))
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", self._file)
        app.router.add_route("*", "/{path:.*}", self._unknown)

    def _handler(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            record = await self._record(request)
            record.template = route.template
            refusal = self.rate_limits.refusal(record.method, record.path, route.template)
            if refusal is not None:
                record.status = refusal.status
                return refusal
            fault = self.faults.find(record.method, record.path)
            if fault is not None and fault.before_effect and not fault.truncate:
                failed = await self._fail(fault, request, record)
                if failed is not None:
                    return failed
            response = self._answer(route, request, record)
            self.world.touch()
            if fault is not None and not fault.before_effect:
                failed = await self._fail(fault, request, record)
                if failed is not None:
                    return failed
            if fault is not None and fault.truncate:
                record.status = None
                return await cut_short(request, response)
            record.status = response.status
            response.headers.update(self.rate_limits.headers(record.method, record.path))
            self.world.touch()
            return response

        return handle

    async def _fail(
        self, fault: Fault, request: web.Request, record: Record
    ) -> web.Response | None:
        response = await fault.answer(request)
        if response is not None:
            record.status = None if fault.disconnect or fault.reset else response.status
            self.world.touch()
        return response

    def _answer(self, route: Route, request: web.Request, record: Record) -> web.Response:
        if route.with_token and record.headers.get("Authorization") != f"Bot {self.world.token}":
            return json_response({"message": "401: Unauthorized", "code": 0}, 401)
        try:
            self._check(route, record)
            parameters = dict(request.match_info)
            reply = route.handler(Call(self.world, record, parameters, self.base_url))
        except ApiError as error:
            return json_response(error.body, error.status)
        return web.Response(status=204) if reply is None else json_response(reply)

    def _check(self, route: Route, record: Record) -> None:
        problem = record.problem or self.spec.problem(route.method, route.template, record.json)
        if problem is not None:
            self.invalid.append(f"{record.method} {record.path}: {problem}")
            raise ApiError(400, 50035, f"Invalid Form Body: {problem}")

    async def _record(self, request: web.Request) -> Record:
        path = request.path.removeprefix(PREFIX)
        record = Record(request.method, path, dict(request.query), dict(request.headers))
        self.requests.append(record)
        if request.content_type.startswith("multipart/"):
            await _read_multipart(request, record)
        elif request.can_read_body:
            record.json = _parsed(await request.text(), record)
        return record

    async def _file(self, request: web.Request) -> web.Response:
        data = self.world.files.get(request.match_info["attachment_id"])
        return web.Response(status=404) if data is None else web.Response(body=data)

    async def _unknown(self, request: web.Request) -> web.Response:
        record = await self._record(request)
        record.status = 404
        self.unexpected.append(record)
        self.world.touch()
        return json_response({"message": "404: Not Found", "code": 0}, 404)


def _parsed(text: str, record: Record) -> JSON | list[JSON] | None:
    try:
        return json.loads(text)
    except ValueError:
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        record.problem = f"the body is not JSON (is {shown!r})"
        return None


async def _read_multipart(request: web.Request, record: Record) -> None:
    """Reads the parts into memory.

    `request.post()` would leave a temporary file open if the bot is killed in the middle of it.
    """
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            record.problem = "a multipart body within a multipart body"
        elif part.filename is not None:
            content_type = part.headers.get("Content-Type", "application/octet-stream")
            data = bytes(await part.read(decode=True))
            record.files.append(Upload(part.name or "", part.filename, content_type, data))
        elif part.name == "payload_json":
            record.json = _parsed(await part.text(), record)
        else:
            await part.release()
