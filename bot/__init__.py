"""Pith's program: the faces, the features behind them, the documents they read and the store they keep."""
