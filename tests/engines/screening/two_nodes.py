"""A real Ray cluster of two nodes on the loopback; one is killed while it screens. Prints what came of it.

A process of its own, since Ray's warnings, threads and sockets are not for a test process:
python -m tests.engines.screening.two_nodes
"""

import json
import os
import sys

os.environ |= {
    "RAY_USAGE_STATS_ENABLED": "0",  # calls nobody
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # every address is 127.0.0.1
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
}

import pyarrow as pa
import ray
from ray.cluster_utils import Cluster

import ikrar.screening.ray as module
from ikrar.screening.engine import screen
from ikrar.screening.ray import RESULT, screen_batch, screen_dataset

BLOCKS, POSTS = 16, 250
NODE = {
    "num_cpus": 1,
    "object_store_memory": 80 * 2**20,
    "node_ip_address": "127.0.0.1",
    "include_dashboard": False,
}


def block(number):
    """Posts of one block; `id` is what they are known by."""
    says = [
        "ayo coblos nomor {}",
        "dasar goblok kau {}",
        "golput saja {}",
        "rapat ke-{} ditunda",
        "",
    ]
    first = number * POSTS
    texts = [says[n % len(says)].format(n) for n in range(first, first + POSTS)]
    dates = [f"2024-0{1 + n % 2}-12" for n in range(first, first + POSTS)]
    return pa.table({"id": range(first, first + POSTS), "text": texts, "date": dates})


def slowly(batch, **options):
    """The engine's own function, with the node's name, slowed so that there is time to kill it."""
    import time

    time.sleep(0.25)
    node = ray.get_runtime_context().get_node_id()
    return screen_batch(batch, **options).append_column("node", pa.array([node] * batch.num_rows))


def start_both():
    """Let a worker of each node load the engine, so that both take part from the beginning."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy as On

    ready = ray.remote(num_cpus=1)(lambda: screen("halo").num_rows)
    nodes = [On(node["NodeID"], soft=False) for node in ray.nodes()]
    assert ray.get([ready.options(scheduling_strategy=node).remote() for node in nodes]) == [1, 1]


def main():
    quick = {
        "health_check_initial_delay_ms": 0,
        "health_check_period_ms": 500,
        "health_check_failure_threshold": 3,
    }
    cluster = Cluster(initialize_head=True, head_node_args=NODE | {"_system_config": quick})
    other = cluster.add_node(**NODE)
    ray.init(
        cluster.address, _node_ip_address="127.0.0.1", log_to_driver=False, logging_level="error"
    )
    start_both()
    module.screen_batch = slowly
    dataset = screen_dataset(ray.data.from_arrow([block(number) for number in range(BLOCKS)]))
    tables, nodes, alive = [], set(), None
    for batch in dataset.iter_batches(batch_format="pyarrow", batch_size=None):
        tables.append(batch)
        nodes |= set(batch["node"].to_pylist())
        if alive is None and len(nodes) == 2:
            cluster.remove_node(other, allow_graceful=False)
            alive = len(tables)
    found = pa.concat_tables(tables).sort_by("id")
    one = screen(pa.concat_tables([block(number) for number in range(BLOCKS)]))
    same = found.select(RESULT).to_pylist() == one.select(RESULT).to_pylist()
    living = sum(node["Alive"] for node in ray.nodes())
    ids = found["id"].to_pylist() == list(range(BLOCKS * POSTS))
    flagged = sum(map(bool, one["labels"].to_pylist()))
    said = {"same": same, "ids": ids, "killed_after": alive, "of": len(tables), "living": living}
    sys.stdout.write(json.dumps(said | {"nodes": len(nodes), "flagged": flagged}) + "\n")
    ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main()
