# logging, to standard output.
import io, logging, sys
logging.basicConfig(level=logging.INFO, format="%(levelname)-8s|%(name)s|%(message)s|%(lineno)d|%(funcName)s", stream=sys.stdout)
log = logging.getLogger("train.loop")
def epoch(): log.info("epoch %d loss %.3f", 3, 0.12345); log.debug("hidden")
epoch(); logging.warning("root %s", "w"); log.error({"a": 1}); log.critical("c %(k)s", {"k": 5})
print(log, log.parent, logging.getLogger("train.loop") is log, log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLevelName(30), logging.getLevelName("INFO"))
stream = io.StringIO(); handler = logging.StreamHandler(stream); handler.setLevel(logging.ERROR); handler.setFormatter(logging.Formatter("{levelname}-{message}", style="{")); log.addHandler(handler)
log.setLevel("DEBUG"); log.debug("now shown"); log.error("both"); log.propagate = False; log.error("only handler"); print(repr(stream.getvalue()))
class Keep(logging.Filter):
    def filter(self, record): return "keep" in record.getMessage()
logging.root.handlers[0].addFilter(Keep()); logging.info("keep me"); logging.info("drop me")
class Memory(logging.Handler):
    def __init__(self): super().__init__(); self.got = []
    def emit(self, r): self.got.append((r.levelname, r.getMessage()))
m = Memory(); k = logging.getLogger("k"); k.addHandler(m); k.propagate = False; k.warning("hi %s %s", 1, 2); print(m.got)
try: log.setLevel("NOPE")
except ValueError as e: print(e)
logging.disable(logging.CRITICAL); k.error("silent"); print(len(m.got))
