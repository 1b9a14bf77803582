using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Blobs;

public sealed class BlobNameTests
{
    [Fact]
    public void Shows_no_more_of_a_refused_name_than_fits_a_line_and_says_what_is_right()
    {
        var refusal = Assert.Throws<ArgumentException>(() => BlobName.Checked(new string('a', 5_000)));

        Assert.InRange(refusal.Message.Length, 1, 400);
        Assert.Contains("parts of 1 to 160 ASCII letters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_a_refused_name_on_one_line()
    {
        var refusal = Assert.Throws<ArgumentException>(() => BlobName.Checked("a\r\nb\0"));

        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("models/user_1/2x18.safetensors")]
    [InlineData("a-b_c.D9/..not/x")]
    public void Takes_names_of_letters_digits_and_few_signs(string name)
    {
        var isName = !name.Contains("/.", StringComparison.Ordinal);

        Assert.Equal(isName, Record.Exception(() => BlobName.Checked(name)) is null);
    }

    [Fact]
    public void Takes_the_longest_part_and_the_longest_name()
    {
        Assert.Equal(160, BlobName.Checked(new string('a', 160)).Length);
        Assert.Equal(512, BlobName.Checked(string.Concat(Enumerable.Repeat(new string('a', 127) + "/", 3)) + new string('b', 128)).Length);
    }
}
