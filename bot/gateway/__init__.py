"""The edge to Discord. A handler calls one service method, renders its result and sends it."""
