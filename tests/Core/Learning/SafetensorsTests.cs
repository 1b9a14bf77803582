using System.Text;
using PlayCount.Learning;
using PlayCount.Learning.Formats;
using static PlayCount.Core.Tests.Learning.SafetensorsBytes;

namespace PlayCount.Core.Tests.Learning;

public sealed class SafetensorsTests
{
    /// <summary>More than any of these small files and its header need, far less than what their headers ask for.</summary>
    private const long FewBytes = 4 << 20;

    [Fact]
    public void Writes_length_padded_header_and_numbers_byte_by_byte()
    {
        var tensors = new[] { new Tensor("a", [2, 1], new float[] { 1, -2 }), new Tensor("b", [1], new[] { 0.5f }) };

        var file = Written(tensors, ("by", "hand"));

        const string Header = """{"__metadata__":{"by":"hand"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}"""
            + ""","b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        byte[] expected =
        [
            (byte)padded.Length, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes(padded),
            0x00, 0x00, 0x80, 0x3F, // 1
            0x00, 0x00, 0x00, 0xC0, // -2
            0x00, 0x00, 0x00, 0x3F, // 0.5
        ];
        Assert.Equal(expected, file);
    }

    [Fact]
    public void Reads_a_hand_built_file_whose_entries_stand_in_another_order_than_their_numbers()
    {
        var file = File($"{{{Entry("late", "1,2", "4,12")},{Entry("early", "1", "0,4")},\"__metadata__\":{{\"k\":\"v\"}}}}  ", 7, 8, 9);

        var tensors = Read(file, out var metadata);

        Assert.Equal(["early", "late"], tensors.Keys.Order());
        Assert.Equal([7f], tensors["early"].Values.ToArray());
        Assert.Equal([8f, 9], tensors["late"].Values.ToArray());
        Assert.Equal([1, 2], tensors["late"].Shape);
        Assert.Equal("v", metadata["k"]);
    }

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        var tensors = new[]
        {
            new Tensor("lstm.0.kernel", [2, 3], new[] { float.MaxValue, float.MinValue, float.Epsilon, -0f, 1e-20f, 3 }),
            new Tensor("ünïcode \"quoted\"", [1, 1, 2, 1], new[] { 4f, 5 }),
        };

        var read = Read(Written(tensors, ("note", "two\nlines")), out var metadata);

        Assert.Equal(2, read.Count);
        foreach (var tensor in tensors)
        {
            Assert.Equal(tensor.Shape, read[tensor.Name].Shape);
            Assert.Equal(tensor.Values.ToArray().Select(BitConverter.SingleToInt32Bits),
                read[tensor.Name].Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        }

        Assert.Equal("two\nlines", metadata["note"]);
    }

    [Fact]
    public void Reads_a_file_of_no_tensors() => Assert.Empty(Read(File("{}")));

    [Fact]
    public void Writes_large_tensors_whole()
    {
        var values = new float[(1 << 20) + 3]; // more than one piece of writing
        for (var i = 0; i < values.Length; i++)
            values[i] = i;

        var read = Read(Written([new Tensor("x", [values.Length], values)]));

        Assert.Equal(values, read["x"].Values.ToArray());
    }

    [Fact]
    public void Refuses_to_write_what_it_could_not_read()
    {
        Assert.Throws<ArgumentException>(() => Written([new Tensor("x", [3], new float[2])]));
        Assert.Throws<ArgumentException>(() => Written([new Tensor("x", [], new float[1])]));
        Assert.Throws<ArgumentException>(() => Written([new Tensor("x", [0], Array.Empty<float>())]));
        Assert.Throws<ArgumentException>(() => Written([new Tensor("__metadata__", [1], new float[1])]));
        Assert.Throws<ArgumentException>(() => Written([new Tensor("x", [1], new float[1]), new Tensor("x", [1], new float[1])]));
    }

    public static TheoryData<string, byte[], string> Malformed()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 10_000));
        var one = Entry("a", "1", "0,4");
        return new TheoryData<string, byte[], string>
        {
            { "no bytes", [], "shorter than the 8 bytes" },
            { "half a length", [2, 0, 0, 0], "shorter than the 8 bytes" },
            { "length too large", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "9223372036854775807 bytes" },
            { "length negative", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "-1 bytes" },
            { "length past the end", [100, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'], "ends before" },
            { "length 0", [0, 0, 0, 0, 0, 0, 0, 0], "0 bytes" },
            { "no JSON", File("hello, I am no header"), "malformed" },
            { "JSON cut off", File("{\"a\":{\"dtype\":\"F32\""), "malformed" },
            { "an array", File("[]"), "no JSON object" },
            { "nested deep", File($"{{\"a\":{deep}"), "malformed" },
            { "duplicate names", File($"{{{one},{Entry("a", "1", "4,8")}}}", 1, 2), "malformed" },
            { "duplicate names, one escaped", File($"{{{one},{Entry("\\u0061", "1", "4,8")}}}", 1, 2), "malformed" },
            { "duplicate notes", File("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}"), "malformed" },
            { "notes that are no object", File("{\"__metadata__\":3}"), "malformed" },
            { "a note that is no text", File("{\"__metadata__\":{\"k\":3}}"), "malformed" },
            { "half a surrogate pair", File($"{{{Entry("\\ud800", "1", "0,4")}}}", 1), "malformed" },
            { "no UTF-8", File([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']), "malformed" },
            { "an entry that is a number", File("{\"a\":1}"), "malformed" },
            { "no dtype", File("{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 1), "malformed" },
            { "no shape", File("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 1), "malformed" },
            { "another dtype", File($"{{{Entry("a", "1", "0,4", "\"F16\"")}}}", 1), "dtype 'F16'; F32 is right" },
            { "a dtype of null", File($"{{{Entry("a", "1", "0,4", "null")}}}", 1), "F32 is right" },
            { "a shape of text", File($"{{{Entry("a", "\"1\"", "0,4")}}}", 1), "malformed" },
            { "a broken axis", File($"{{{Entry("a", "1.5", "0,4")}}}", 1), "malformed" },
            { "an axis beyond Int32", File($"{{{Entry("a", "4294967297", "0,4")}}}", 1), "malformed" },
            { "no axis", File($"{{{Entry("a", "", "0,4")}}}", 1), "axes" },
            { "five axes", File($"{{{Entry("a", "1,1,1,1,1", "0,4")}}}", 1), "axes" },
            { "an axis of 0", File($"{{{Entry("a", "0", "0,0")}}}"), "axes" },
            { "negative axes", File($"{{{Entry("a", "-1,-1", "0,4")}}}", 1), "axes" },
            {
                "a product that overflows to 1",
                File($"{{{Entry("a", "2147483647,2147483647,2147483647,2147483647", "0,4")}}}", 1),
                "more than"
            },
            { "more numbers than the file", File($"{{{Entry("a", "2000000000", "0,8000000000")}}}", 1), "ends before the numbers" },
            { "one offset", File($"{{{Entry("a", "1", "0")}}}", 1), "data_offsets" },
            { "three offsets", File($"{{{Entry("a", "1", "0,4,8")}}}", 1), "data_offsets" },
            { "a negative offset", File($"{{{Entry("a", "1", "-4,0")}}}", 1), "data_offsets" },
            {
                "offsets whose difference overflows",
                File($"{{{Entry("a", "1", "9223372036854775804,-9223372036854775808")}}}", 1),
                "gaps and overlaps"
            },
            { "offsets of another length", File($"{{{Entry("a", "2", "0,4")}}}", 1), "data_offsets" },
            { "offsets the wrong way round", File($"{{{Entry("a", "1", "4,0")}}}", 1), "data_offsets" },
            { "an overlap", File($"{{{Entry("a", "2", "0,8")},{Entry("b", "2", "4,12")}}}", 1, 2, 3), "gaps and overlaps" },
            { "the same place twice", File($"{{{one},{Entry("b", "1", "0,4")}}}", 1), "gaps and overlaps" },
            { "a gap", File($"{{{one},{Entry("b", "1", "8,12")}}}", 1, 2, 3), "gaps and overlaps" },
            { "a gap at the start", File($"{{{Entry("a", "1", "4,8")}}}", 1, 2), "gaps and overlaps" },
            { "numbers cut off", File($"{{{Entry("a", "2", "0,8")}}}", 1), "4 bytes instead of 8" },
            { "bytes after the end", File($"{{{one}}}", 1, 2), "4 bytes after its last tensor" },
            { "not a number", File($"{{{Entry("a", "2", "0,8")}}}", 1, float.NaN), "number 1 is not finite" },
            { "infinite", File($"{{{Entry("a", "2", "0,8")}}}", float.NegativeInfinity, 1), "number 0 is not finite" },
        };
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_what_is_malformed_with_one_line_and_little_memory(string what, byte[] file, string said)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Assert.Throws<InvalidDataException>(() => Read(file));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(allocated < FewBytes, $"{what}: {allocated} bytes");
    }

    [Fact]
    public void Shortens_a_hostile_name()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Read(File($"{{{Entry(new string('x', 5000) + "\\n", "0", "0,0")}}}")));

        Assert.InRange(refusal.Message.Length, 1, 300);
    }

    /// <summary>10,000 files with 1 to 4 bytes changed, cut off or added: each is read, or refused as bad data.</summary>
    [Fact]
    public void Reads_or_refuses_seeded_mutations()
    {
        const int Mutations = 10_000;
        var whole = Written(
            [new Tensor("lstm.0.kernel", [2, 2], new float[] { 1, 2, 3, 4 }), new Tensor("b", [1], new float[] { 5 })], ("k", "v"));
        var rng = new Rng(20);
        var refused = 0;

        for (var n = 0; n < Mutations; n++)
        {
            var file = Mutated(whole, rng);
            try
            {
                Read(file);
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.DoesNotContain('\n', e.Message);
            }
        }

        Assert.InRange(refused, Mutations / 4, Mutations - 1);
    }

    private static byte[] Mutated(byte[] whole, Rng rng)
    {
        var file = whole.ToArray();
        for (var change = rng.NextInt(4); change >= 0; change--)
            file[rng.NextInt(file.Length)] = (byte)rng.NextInt(256);
        return rng.NextInt(4) switch
        {
            0 => file[..rng.NextInt(file.Length)],
            1 => [.. file, (byte)rng.NextInt(256)],
            _ => file,
        };
    }
}
