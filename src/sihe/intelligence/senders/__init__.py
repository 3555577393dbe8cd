"""Ways out of the house (发送通道), one folder each: e-mail, SMS, WeCom. All are off unless named. Row R3.

The outbox calls them outside of requests.
Each holds a `SENDER` that keeps to `kernel.notices.senders.Sender`; the settings say where it is.
"""
