using System.Buffers.Binary;
using System.Text;
using PlayCount.Audio;

namespace PlayCount.Core.Tests;

public sealed class NpyTests
{
    private const string GoodHeader = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";

    [Fact]
    public void Writes_the_bytes_the_format_describes()
    {
        var stream = new MemoryStream();

        Npy.Write(stream, [1, -2], 1, 2);

        byte[] expected =
        [
            0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', // magic
            1, 0, // version
            118, 0, // header bytes: 10 + 118 = 2 * 64
            .. Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }".PadRight(117) + "\n"),
            0x00, 0x00, 0x80, 0x3F, // 1
            0x00, 0x00, 0x00, 0xC0, // -2
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 40_000)]
    [InlineData(100_000, 2)]
    public void Reads_what_it_wrote(int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(i => i * 0.25f - 7).ToArray();
        var stream = new MemoryStream();

        Npy.Write(stream, values, rows, columns);

        foreach (var source in new Stream[] { new MemoryStream(stream.ToArray()), new OneWayStream(stream.ToArray(), 10_001) })
        {
            var matrix = Npy.Read(source);
            Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
            Assert.Equal(values, matrix.Values);
        }
    }

    [Fact]
    public void Keeps_every_bit_of_every_float()
    {
        var marked = BitConverter.UInt32BitsToSingle(0xFFC12345); // a NaN with a payload
        float[] values = [float.NaN, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue, marked];
        var stream = new MemoryStream();

        Npy.Write(stream, values, 2, 3);
        stream.Position = 0;

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), Npy.Read(stream).Values.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(1, GoodHeader)]
    [InlineData(2, GoodHeader)]
    [InlineData(1, "{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"<f4\"}\n")]
    [InlineData(1, "  { 'shape' : ( 2 , 3 , ) , 'descr':'<f4','fortran_order' :False }   \n")]
    public void Reads_headers_of_both_versions_and_any_spacing(byte version, string header)
    {
        var matrix = Npy.Read(new MemoryStream(File(version, header, 24)));

        Assert.Equal((2, 3, 6), (matrix.Rows, matrix.Columns, matrix.Values.Length));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n", "'<f8'")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }\n", "'>f4'")]
    [InlineData("{'descr': True, 'fortran_order': False, 'shape': (2, 3), }\n", "type")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }\n", "quote")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n", "Fortran")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsy, 'shape': (2, 3), }\n", "unknown word")]
    [InlineData("{'descr': '<f4', 'fortran_order': 'False', 'shape': (2, 3), }\n", "Fortran")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }\n", "no matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n", "no matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }\n", "no matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6), }\n", "comma")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 6, }\n", "quote")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3), }\n", "no number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3), }\n", "comma")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648, 0), }\n", "no number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3.0), }\n", "')'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)\n", "'}'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } x\n", "LF")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "LF")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}\n", "'shape'")]
    [InlineData("{'descr': '<f4', 'shape': (2, 3)}\n", "'fortran_order'")]
    [InlineData("{'fortran_order': False, 'shape': (2, 3)}\n", "'descr'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n", "second time")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 'x'}\n", "4 entries")]
    [InlineData("{'descr': '<f4\n", "partner")]
    [InlineData("{}\n", "'descr'")]
    [InlineData("\n", "'{'")]
    [InlineData("", "'{'")]
    [InlineData("import os\n", "'{'")]
    public void Refuses_a_malformed_header_and_says_why(string header, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(File(1, header, 24))));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(70)] // the whole header, no values
    [InlineData(93)]
    public void Refuses_a_file_cut_off_anywhere(int bytes)
    {
        var cut = File(1, GoodHeader, 24)[..bytes];

        Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(cut)));
        Assert.Throws<InvalidDataException>(() => Npy.Read(new OneWayStream(cut)));
    }

    [Fact]
    public void Refuses_bytes_after_the_last_value()
    {
        Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(File(1, GoodHeader, 25))));
        Assert.Throws<InvalidDataException>(() => Npy.Read(new OneWayStream(File(1, GoodHeader, 25))));
    }

    [Fact]
    public void Refuses_other_magic_and_versions()
    {
        var zip = File(1, GoodHeader, 24);
        zip[0] = (byte)'P';

        Assert.Contains("504E554D5059", Refusal(zip), StringComparison.Ordinal);
        Assert.Contains("3.0", Refusal(File(3, GoodHeader, 24)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Takes_no_memory_for_values_that_do_not_come(bool seekable)
    {
        var file = File(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (30000, 60000), }\n", 40);
        Stream source = seekable ? new MemoryStream(file) : new OneWayStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => Npy.Read(source));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20); // of the 7.2 GB the header speaks of
    }

    [Fact]
    public void Takes_no_memory_for_a_header_of_gigabytes()
    {
        var file = File(2, GoodHeader, 24);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), uint.MaxValue);

        Assert.Contains("4294967295", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_more_values_than_an_array_holds()
    {
        var file = File(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000), }\n", 24);

        Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(file)));
    }

    [Fact]
    public void Refuses_to_write_values_that_do_not_fill_the_shape()
    {
        Assert.Throws<ArgumentException>(() => Npy.Write(new MemoryStream(), [1, 2, 3], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Npy.Write(new MemoryStream(), [1, 2], -1, -2));
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(file))).Message;

    // The 6 bytes of magic, the version, the header's length in 2 or 4 bytes, the header, and so many bytes of values.
    private static byte[] File(byte version, string header, int valueBytes)
    {
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. new byte[valueBytes]];
    }
}
