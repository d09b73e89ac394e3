"""All parts, or those named: `python -m benchmarks.crawl [throughput] [choosing] [memory]`; see `--help`."""

import argparse

from benchmarks.crawl.choosing import choosing
from benchmarks.crawl.memory import memory
from benchmarks.crawl.throughput import throughput

PARTS = ("throughput", "choosing", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--hosts", type=int, default=500, help="loopback hosts of the throughput part")
    parser.add_argument(
        "--rounds", type=int, default=3, help="of the throughput part, in turn with the bare spider"
    )
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything: only a trial")
    options = parser.parse_args()
    share = 20 if options.quick else 1
    wanted = options.parts or PARTS
    if "throughput" in wanted:
        rounds = 1 if options.quick else options.rounds
        print(throughput(hosts=options.hosts // share, articles=10, rounds=rounds))
    if "choosing" in wanted:
        print(choosing(urls=1_000_000 // share, hosts=500, times=4000))
    if "memory" in wanted:
        print(memory(urls=200_000 // share, hosts=200))


main()
