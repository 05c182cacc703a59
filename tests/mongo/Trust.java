import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Writes the certificates of a bundle (PEM) into a trust store for Java. */
public class Trust {
    public static void main(String[] words) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (FileInputStream bundle = new FileInputStream(words[0])) {
            int n = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(bundle)) {
                store.setCertificateEntry("ca" + n++, one);
            }
        }
        try (FileOutputStream out = new FileOutputStream(words[1])) {
            store.store(out, "changeit".toCharArray());
        }
    }
}
