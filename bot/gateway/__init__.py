"""The edge to Discord: a handler gathers, calls one service method, renders and sends."""
