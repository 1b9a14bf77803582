using System.Net;
using Azure;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Tells failures of the storage as they are told of files, on one line.</summary>
internal static class AzureFailure
{
    /// <exception cref="MissingBlobException">There is no such blob, or no container.</exception>
    /// <exception cref="IOException">Anything else that the storage or the way to it did wrong.</exception>
    public static T Tell<T>(Uri address, string doing, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            throw new MissingBlobException($"There is no '{Shown(address)}' ({e.ErrorCode}).", e);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new IOException(
                $"The blob storage did not {doing}: {Reason(e)} It was asked at '{Shown(address)}'; is it running, and may we use it?", e);
        }
    }

    private static string Reason(Exception failure) => failure switch
    {
        AggregateException tries => Reason(tries.InnerExceptions[^1]), // the last of several tries tells as much as the others
        RequestFailedException { Status: not 0 } refused => $"{refused.Status} {refused.ErrorCode}.",
        _ => failure.Message.ReplaceLineEndings(" ").Trim(),
    };

    /// <summary>Without what stands behind a question mark, which may be a key.</summary>
    private static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}
