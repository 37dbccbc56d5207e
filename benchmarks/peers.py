"""Other caches, each behind the same few calls; what is not installed is left out.

They are imported by name when they are opened: neither the product nor its tests know them. All
keep the same values, dictionaries, but for GPTCache, whose answers must be hashable: it keeps their
JSON text, and a text cannot be changed by its reader.
"""

import copy
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

Value = dict[str, Any]
Values = dict[str, Value]
Compute = Callable[[str], Value]

OFFLINE = {  # nothing is fetched, nothing is read from or written to the user's folders
    "DSPY_CACHEDIR": os.devnull,
    "HF_HUB_OFFLINE": "1",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_MODE": "PRODUCTION",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """An open cache that holds the values."""

    hit: Callable[[str], Any]
    # wraps a function of the key: cached; None where the library has no such call
    remembering: Callable[[Compute], Callable[[str], Any]] | None = None


def raw_dict(values: Values, _folder: Path) -> Peer:
    """No cache: the least that a lookup can cost."""
    return Peer(values.__getitem__)


def cachebox(values: Values, _folder: Path) -> Peer:
    """An LRU in Rust; `cached` lets one caller compute while equal ones wait."""
    library = import_module("cachebox")
    cache = library.LRUCache(len(values))
    cache.update(values)
    return Peer(cache.get, library.cached(library.LRUCache(len(values))))


def diskcache(values: Values, folder: Path) -> Peer:
    """SQLite with pickled values: a persistent cache, here for comparison."""
    cache = import_module("diskcache").Cache(str(folder / "diskcache"))
    with cache.transact():
        for key, value in values.items():
            cache[key] = value
    return Peer(cache.get, cache.memoize())


def litellm(values: Values, _folder: Path) -> Peer:
    """What LiteLLM's `cache` of type "local" keeps its answers in."""
    cache = import_module("litellm.caching.in_memory_cache").InMemoryCache(len(values))
    for key, value in values.items():
        cache.set_cache(key, value)
    return Peer(cache.get_cache)


def gptcache(values: Values, folder: Path) -> Peer:
    """The map data manager with the exact prompt as its key, and no embedding."""
    api = import_module("gptcache.adapter.api")
    adapt = import_module("gptcache.adapter.adapter").adapt
    library = import_module("gptcache")
    kept = import_module("gptcache.manager").manager_factory("map", str(folder), len(values) + 1)
    kept.data_path = os.devnull  # where it writes all it knows at the end, and every n puts
    cache = library.Cache()
    cache.init(
        pre_embedding_func=import_module("gptcache.processor.pre").get_prompt,
        data_manager=kept,
        config=library.Config(auto_flush=2 * len(values)),
    )
    for key, value in values.items():
        api.put(key, json.dumps(value), cache_obj=cache)

    def remembering(compute: Compute) -> Compute:
        def answer(prompt: str) -> str:
            return json.dumps(compute(prompt))

        def keep(said: str, update: Callable[[str], None], **_: object) -> str:
            update(said)
            return said

        def ask(key: str) -> Value:
            said: str = adapt(answer, str, keep, prompt=key, cache_obj=cache)
            found: Value = json.loads(said)
            return found

        return ask

    return Peer(lambda key: api.get(key, cache_obj=cache), remembering)


def dspy(values: Values, _folder: Path) -> Peer:
    """The memory part of what DSPy asks before every call of a model."""
    library = import_module("dspy")
    library.configure_cache(enable_disk_cache=False, enable_memory_cache=True)
    for key, value in values.items():
        library.cache.put({"prompt": key}, value)
    decorate = import_module("dspy.clients.cache").request_cache()
    return Peer(lambda key: library.cache.get({"prompt": key}), decorate)


PEERS: dict[str, Callable[[Values, Path], Peer]] = {
    "raw dict": raw_dict,
    "cachebox LRU": cachebox,
    "diskcache": diskcache,
    "LiteLLM in memory": litellm,
    "GPTCache map": gptcache,
    "DSPy in memory": dspy,
}


def open_peers(values: Values, folder: Path) -> dict[str, Peer | None]:
    """Each by its name; None for one that cannot be imported."""
    found: dict[str, Peer | None] = {}
    for name, opened in PEERS.items():
        try:
            found[name] = opened(copy.deepcopy(values), folder)
        except ImportError:
            found[name] = None
    return found


def version(name: str) -> str:
    """What is installed under the first word of the name."""
    try:
        return metadata.version(name.split(maxsplit=1)[0])
    except metadata.PackageNotFoundError:
        return ""
