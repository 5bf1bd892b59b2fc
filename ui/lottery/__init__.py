"""The Lottery page: a ceremony in four steps that the public can watch."""

from ui.lottery.page import LotteryPage

__all__ = ["LotteryPage"]
