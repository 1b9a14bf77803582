namespace PlayCount.Core.Tests;

[Trait("Set", "Full")]
public sealed class NpyAgainstNumPyTests
{
    [Fact]
    public void Writes_what_NumPy_reads()
    {
        using var numPy = new AudioNumPy();
        numPy.Write("matrix.npy", [0.5f, -1, 2, 3, 4, 100_000], 2, 3);

        var output = numPy.Run("""
            import numpy as np
            m = np.load("matrix.npy")
            print(m.shape, m.dtype.str, m.flags["C_CONTIGUOUS"], m.tolist())
            """);

        Assert.Equal("(2, 3) <f4 True [[0.5, -1.0, 2.0], [3.0, 4.0, 100000.0]]", output.Trim());
    }

    [Theory]
    [InlineData("(1, 0)")]
    [InlineData("(2, 0)")]
    public void Reads_what_NumPy_writes(string version)
    {
        using var numPy = new AudioNumPy();

        numPy.Run($"""
            import numpy as np
            m = (np.arange(70000).reshape(7, 10000) / 8 - 3).astype(np.float32)
            with open("matrix.npy", "wb") as f:
                np.lib.format.write_array(f, m, version={version})
            """);
        var matrix = numPy.Read("matrix.npy");

        Assert.Equal((7, 10_000), (matrix.Rows, matrix.Columns));
        Assert.Equal(Enumerable.Range(0, 70_000).Select(i => i / 8f - 3), matrix.Values);
    }

    [Theory]
    [InlineData("np.zeros((2, 3))")]
    [InlineData("np.zeros((2, 3), '>f4')")]
    [InlineData("np.zeros((2, 3), 'f4', order='F')")]
    [InlineData("np.zeros(6, 'f4')")]
    [InlineData("np.zeros((1, 2, 3), 'f4')")]
    [InlineData("np.float32(1)")]
    [InlineData("np.zeros((2, 3), [('a', '<f4')])")]
    [InlineData("np.array([[None]], dtype=object)")]
    public void Refuses_what_NumPy_writes_of_another_kind(string array)
    {
        using var numPy = new AudioNumPy();

        numPy.Run($"import numpy as np\nnp.save('other.npy', {array})");

        Assert.Throws<InvalidDataException>(() => numPy.Read("other.npy"));
    }
}
