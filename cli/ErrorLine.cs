using System.Text.RegularExpressions;

namespace PlayCount.Cli;

/// <summary>What a person reads of an exception: its message on one line, never its stack.</summary>
internal static partial class ErrorLine
{
    public static string Of(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Of(first),
        ArgumentException argument => Flatten(WithoutParameter(argument)),
        InvalidDataException or FormatException or IOException or UnauthorizedAccessException or TimeoutException
            or OperationCanceledException or NotSupportedException or DllNotFoundException => Flatten(exception.Message),
        OutOfMemoryException => "The memory does not suffice for this.",
        // Exceptions of our own speak for themselves; any other type is a defect and says which it is.
        _ when exception.GetType().Namespace?.StartsWith("PlayCount", StringComparison.Ordinal) == true => Flatten(exception.Message),
        _ => $"Unexpected {exception.GetType().Name}: {Flatten(exception.Message)}",
    };

    public static string Flatten(string message) => LineBreaks().Replace(message.Trim(), " ");

    private static string WithoutParameter(ArgumentException exception)
    {
        var end = exception.ParamName is { } name ? exception.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) : -1;
        return end > 0 ? exception.Message[..end] : exception.Message;
    }

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}
