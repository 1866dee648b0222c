"""The edge to Discord: gathers, calls one service method, renders, sends."""
