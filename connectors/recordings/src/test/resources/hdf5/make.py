"""Writes the files beside it with h5py and numcodecs: independent of Spikelink's own reader and of jHDF.

The chunks of the ECF file are written by the encoder below, after the description in EcfFilter.
"""
import struct

import h5py
import numpy as np
from numcodecs import Blosc

rng = np.random.default_rng(1)
N = 3000
t = np.sort(rng.integers(0, 60000, N)).astype("u4")
x = rng.integers(0, 640, N).astype("u2")
y = rng.integers(0, 480, N).astype("u2")
p = rng.integers(0, 2, N).astype("u1")


def truth(name, t, x, y, p):
    t = t.astype("i8")
    figures = [len(t), p.sum(), x.sum(), y.sum(), (t - t[0]).sum(), t[0], t[-1], (np.diff(t) < 0).sum()]
    return name + "\t" + "\t".join(str(int(f)) for f in figures)


lines = []

with h5py.File("shd.h5", "w") as f:
    times = f.create_dataset("spikes/times", (3,), dtype=h5py.vlen_dtype("f2"))
    units = f.create_dataset("spikes/units", (3,), dtype=h5py.vlen_dtype("u2"))
    for n, size in enumerate([5, 0, 40]):
        times[n] = np.sort(rng.random(size)).astype("f2")
        units[n] = rng.integers(0, 700, size).astype("u2")
    f["labels"] = np.array([7, 0, 19], "u2")
    us = np.round(times[2].astype("f8") * 1e6)
    lines.append(truth("shd.h5#2", us, units[2], 0 * us, 0 * us + 1))

with h5py.File("dsec-deflate.h5", "w") as f:
    for name, column in zip("txyp", [t, x, y, p]):
        f.create_dataset("events/" + name, data=column, chunks=(1000,), compression="gzip", shuffle=True, fletcher32=True)
    f["t_offset"] = np.int64(49599301523)
    lines.append(truth("dsec-deflate.h5", t.astype("i8") + 49599301523, x, y, p))

with h5py.File("dsec-blosc.h5", "w") as f:
    for name, column in zip("txyp", [t, x, y, p]):
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_chunk((1024,))
        dcpl.set_filter(32001, h5py.h5z.FLAG_OPTIONAL, (2, 2, column.itemsize, 1024 * column.itemsize, 1, 1, 5))
        space = h5py.h5s.create_simple((N,))
        group = f.require_group("events")
        d = h5py.h5d.create(group.id, name.encode(), h5py.h5t.py_create(column.dtype), space, dcpl)
        codec = {"t": "zstd", "x": "zstd", "y": "lz4", "p": "zlib"}[name]
        for at in range(0, N, 1024):
            part = np.zeros(1024, column.dtype)
            part[: len(column[at : at + 1024])] = column[at : at + 1024]
            d.write_direct_chunk((at,), Blosc(codec, 1, Blosc.SHUFFLE).encode(part), 0)
    lines.append(truth("dsec-blosc.h5", t, x, y, p))


def run(values):
    start = 0
    for n in range(1, len(values) + 1):
        if n == len(values) or values[n] != values[start]:
            yield int(values[start]), n - start
            start = n


def ecf(t, x, y, p, mode):
    out = struct.pack("<I", len(t) << 2 | mode) + struct.pack("<Q", int(t[0]))
    now = int(t[0])
    for value, count in run(t):
        rise = value - now
        if rise >= 15:
            while rise:
                out += bytes([0xF0 | rise & 15])
                rise >>= 4
        now = value
        out += bytes([rise << 4 | 15]) + struct.pack("<H", count) if count > 14 else bytes([rise << 4 | count])
    pad = lambda a: np.concatenate([a, np.zeros(-len(a) % 4, a.dtype)]).astype(int)
    if mode == 2:
        v = pad(y) << 12 | pad(x) << 1 | pad(p)
        for a, b, c, d in v.reshape(-1, 4):
            out += struct.pack(
                "<III", int(a << 8 | b & 255), int((b >> 8) << 16 | c & 65535), int((c >> 16) << 24 | d)
            )
        return out
    for value, count in run(y):
        out += struct.pack("<HH", value << 5 | 31, count) if count > 30 else struct.pack("<H", value << 5 | count)
    if mode == 1:
        for a, b, c, d in (pad(x) << 1 | pad(p)).reshape(-1, 4):
            out += struct.pack("<HHH", int(a << 4 | b & 15), int((b >> 4) << 8 | c & 255), int((c >> 8) << 12 | d))
        return out
    n = 0
    while n < len(x):
        base, mask = int(x[n]), 0
        n += 1
        for step in range(1, 6):
            if n < len(x) and x[n] == base + step:
                mask |= 1 << 5 - step
                n += 1
        out += struct.pack("<H", base << 5 | mask)
    for value, count in run(p):
        out += bytes([value << 7 | 127]) + struct.pack("<H", count) if count > 126 else bytes([value << 7 | count])
    return out


with h5py.File("prophesee-ecf.h5", "w") as f:
    f.attrs["geometry"] = "640x480"
    event = np.dtype(
        {"names": ["x", "y", "p", "t"], "formats": ["<u2", "<u2", "<i2", "<i8"], "offsets": [0, 2, 4, 8], "itemsize": 16}
    )
    ft = t.astype("i8") + 5_000_000_000
    ft[1024:1500] = ft[1024]  # one long run
    fx, fy, fp = x.copy(), y.copy(), p.copy()
    fy[1024:2048] = np.repeat(y[1024:1040], 64)
    fx[1024:2048] = np.tile(np.arange(8) * 2, 128)
    fp[1024:1600] = 1
    fy[2048:] = np.sort(fy[2048:])
    fx[2048:] = np.tile([3, 4, 6, 9, 20, 21, 22, 40], 119)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk((1024,))
    dcpl.set_filter(0x8ECF, h5py.h5z.FLAG_OPTIONAL, ())
    d = h5py.h5d.create(f.require_group("CD").id, b"events", h5py.h5t.py_create(event), h5py.h5s.create_simple((N,)), dcpl)
    for mode, at in [(2, 0), (1, 1024), (0, 2048)]:
        pick = slice(at, min(N, at + 1024))
        d.write_direct_chunk((at,), ecf(ft[pick], fx[pick], fy[pick], fp[pick], mode), 0)
    lines.append(truth("prophesee-ecf.h5", ft, fx, fy, fp))

with open("TRUTH.tsv", "w") as out:
    out.write("\n".join(["file\tevents\ton\tsum_x\tsum_y\tsum_dt_us\tfirst_t_us\tlast_t_us\tbackward_steps"] + lines) + "\n")
