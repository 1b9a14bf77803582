using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

/// <summary>A network's file read by NumPy, the header parsed as the format's description says.</summary>
[Trait("Set", "Full")]
public sealed class SafetensorsAgainstNumPyTests
{
    [Fact]
    public void NumPy_finds_every_tensor_of_a_network()
    {
        using var numPy = new AudioNumPy();
        var network = Small.Network<float>(new NetworkSpec(3, [new LstmSpec(2)], [new DenseSpec(1)]));
        for (var i = 0; i < network.Weights.Length; i++)
            network.Weights[i] = i / 8f;
        System.IO.File.WriteAllBytes(
            numPy["model.safetensors"], SafetensorsBytes.Written(NetworkTensors.Split(network.Spec, network.WeightMemory), ("steps", "7")));

        var output = numPy.Run("""
            import json, struct
            import numpy as np
            raw = open("model.safetensors", "rb").read()
            (length,) = struct.unpack("<q", raw[:8])
            header = json.loads(raw[8:8 + length])
            data = raw[8 + length:]
            print((8 + length) % 8, header.pop("__metadata__"))
            for name, entry in header.items():
                begin, end = entry["data_offsets"]
                values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
                print(name, entry["dtype"], values.shape, float(values.flat[0]), float(values.flat[-1]))
            print(len(data))
            """);

        // 3 x 8 kernel, 2 x 8 recurrent kernel, 8 biases, 2 x 1 dense kernel, 1 bias: 51 numbers, each its place / 8.
        string[] expected =
        [
            "0 {'steps': '7'}",
            "lstm.0.kernel F32 (3, 8) 0.0 2.875",
            "lstm.0.recurrent_kernel F32 (2, 8) 3.0 4.875",
            "lstm.0.bias F32 (8,) 5.0 5.875",
            "dense.0.kernel F32 (2, 1) 6.0 6.125",
            "dense.0.bias F32 (1,) 6.25 6.25",
            "204",
        ];
        Assert.Equal(expected, output.Trim().Split('\n'));
    }
}
