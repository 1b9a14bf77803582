using Grpc.Core;
using Grpc.Net.Client;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>Grpc.Core.Api's own rules, where no call is needed.</summary>
public sealed class CoreApiTests
{
    [Fact]
    public void Metadata_keys_are_kept_in_lower_case_and_found_in_any()
    {
        var metadata = new Metadata { { "Trace-Id", "a" }, { "trace-id", "b" } };

        Assert.Equal(["trace-id=a", "trace-id=b"], metadata.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal("b", metadata.GetValue("TRACE-ID"));
        Assert.Null(metadata.Get("other"));
        Assert.Null(metadata.GetValueBytes("other"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("colon:")]
    [InlineData("ümlaut")]
    [InlineData("text-bin")]
    public void Metadata_refuses_text_under_a_key_that_cannot_be_sent(string key) =>
        Assert.ThrowsAny<ArgumentException>(() => new Metadata().Add(key, "value"));

    [Fact]
    public void Metadata_refuses_bytes_under_a_key_of_text() =>
        Assert.Throws<ArgumentException>(() => new Metadata().Add("picture", [1]));

    [Fact]
    public void Metadata_bytes_are_copies_and_no_text()
    {
        byte[] given = [1, 2];
        var entry = new Metadata.Entry("Picture-Bin", given);
        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.True(entry.IsBinary);
        Assert.Equal([1, 2], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void Metadata_is_a_list()
    {
        var (a, b, c) = (new Metadata.Entry("a", "1"), new Metadata.Entry("b", "2"), new Metadata.Entry("c", "3"));
        Metadata metadata = [a, c];
        metadata.Insert(1, b);
        metadata[2] = a;
        metadata.RemoveAt(0);

        Assert.Equal([b, a], metadata);
        Assert.True(metadata.Contains(a) && metadata.Remove(a) && !metadata.Contains(a));
        metadata.Clear();
        Assert.Empty(metadata);
    }

    [Fact]
    public void Metadata_that_is_empty_for_all_stays_so()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
    }

    [Fact]
    public void A_status_says_code_detail_and_exception()
    {
        var status = new Status(StatusCode.NotFound, "no song", new InvalidDataException("line 3"));

        Assert.Equal("Status(StatusCode=\"NotFound\", Detail=\"no song\")", new Status(StatusCode.NotFound, "no song").ToString());
        Assert.EndsWith(
            "DebugException=\"System.IO.InvalidDataException: line 3\")", new RpcException(status).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_options_change_one_thing_at_a_time()
    {
        var deadline = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        using var source = new CancellationTokenSource();

        var options = new CallOptions(headers: []).WithDeadline(deadline).WithCancellationToken(source.Token)
            .WithWriteOptions(new(WriteFlags.BufferHint)).WithWaitForReady();

        Assert.Equal((deadline, source.Token, true), (options.Deadline!.Value, options.CancellationToken, options.IsWaitForReady));
        Assert.Equal(WriteFlags.BufferHint, options.WriteOptions!.Flags);
        Assert.Empty(options.Headers!);
    }

    [Fact]
    public void Credentials_have_to_fit_the_address()
    {
        using var plain = GrpcChannel.ForAddress("http://127.0.0.1:1", new() { Credentials = ChannelCredentials.Insecure });
        using var secure = GrpcChannel.ForAddress("https://127.0.0.1:1", new() { Credentials = ChannelCredentials.SecureSsl });

        Assert.Equal("127.0.0.1:1", plain.Target);
        Assert.Throws<InvalidOperationException>(
            () => GrpcChannel.ForAddress("http://127.0.0.1:1", new() { Credentials = ChannelCredentials.SecureSsl }));
    }

    [Fact]
    public async Task A_writer_that_cannot_be_cancelled_refuses_a_token_that_can()
    {
        IAsyncStreamWriter<string> writer = new Written();
        using var source = new CancellationTokenSource();

        await writer.WriteAsync("a", CancellationToken.None);

        Assert.Equal("a", ((Written)writer).Last);
        await Assert.ThrowsAsync<NotSupportedException>(() => writer.WriteAsync("b", source.Token));
    }

    private sealed class Written : IAsyncStreamWriter<string>
    {
        public string? Last { get; private set; }

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Last = message;
            return Task.CompletedTask;
        }
    }
}
