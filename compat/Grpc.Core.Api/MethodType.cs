namespace Grpc.Core;

/// <summary>Who sends one message and who sends many.</summary>
public enum MethodType
{
    /// <summary>One message each.</summary>
    Unary = 0,

    /// <summary>The client sends many, the server one.</summary>
    ClientStreaming = 1,

    /// <summary>The client sends one, the server many.</summary>
    ServerStreaming = 2,

    /// <summary>Both send many.</summary>
    DuplexStreaming = 3,
}
